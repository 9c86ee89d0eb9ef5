package dev.terrarium.audit;

import java.util.Locale;

/** How much it matters, the worst first. */
public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW;

    /** Whether this matters as much as {@code other}, or more. */
    public boolean isAtLeast(Severity other) {
        return compareTo(other) <= 0;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
