package dev.terrarium.cli.command;

import dev.terrarium.delivery.Delivery;
import dev.terrarium.delivery.LayerSource;

/** How commands come by a {@link Delivery}: the one place that says which layers can be made again from what is in the store. */
final class Deliveries {
    private Deliveries() {}

    static Delivery of(Session session) {
        return new Delivery(session.environment(), session.store(), LayerSource.NONE);
    }
}
