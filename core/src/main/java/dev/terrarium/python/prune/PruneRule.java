package dev.terrarium.python.prune;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What may be pruned. */
public enum PruneRule {
    /** Directories of tests that packages bring along. */
    TESTS,
    /** Directories of documentation, manual pages. */
    DOCS,
    /** Stubs for type checkers. */
    TYPING;

    /** As it stands in a configuration. */
    public static Optional<PruneRule> parse(String text) {
        return Arrays.stream(values())
                .filter(rule -> rule.toString().equals(text))
                .findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
