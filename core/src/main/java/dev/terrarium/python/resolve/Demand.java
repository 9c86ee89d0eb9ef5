package dev.terrarium.python.resolve;

import dev.terrarium.python.Requirement;

/**
 * Somebody's wish for a distribution.
 *
 * @param by who wishes it, as it is shown: {@code pyproject.toml}, {@code hatchling 1.27.0}
 */
record Demand(Requirement requirement, String by) {
    String sentence() {
        return by + " needs `" + requirement.withoutMarker() + "`";
    }
}
