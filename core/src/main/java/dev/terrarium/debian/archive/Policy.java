package dev.terrarium.debian.archive;

import java.time.Instant;
import java.util.Map;

/**
 * What somebody decided about how an archive is believed.
 *
 * @param security whether a suite without security updates is an error
 * @param allowExpired whether an index past its {@code Valid-Until} is taken
 * @param known per suite the {@code Date} that was believed last: an older one is refused
 */
public record Policy(boolean security, boolean allowExpired, Map<String, Instant> known) {
    public static final Policy STRICT = new Policy(true, false, Map.of());

    public Policy {
        known = Map.copyOf(known);
    }

    public Policy withKnown(Map<String, Instant> dates) {
        return new Policy(security, allowExpired, dates);
    }

    public Policy allowingExpired() {
        return new Policy(security, true, known);
    }

    public Policy withoutSecurity() {
        return new Policy(false, allowExpired, known);
    }
}
