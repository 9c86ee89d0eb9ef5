package dev.terrarium.cli.command;

import dev.terrarium.delivery.Delivery;
import dev.terrarium.make.StoredLayers;

/** How commands come by a {@link Delivery}: the one place that says which layers can be made again from what is in the store. */
public final class Deliveries {
    private Deliveries() {}

    public static Delivery of(Session session) {
        return new Delivery(session.environment(), session.store(), new StoredLayers(session.store())::find);
    }
}
