package dev.terrarium.debian;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing that a package needs, and each of the ways to have it: {@code debconf (>= 0.5) | debconf-2.0}.
 *
 * @param alternatives at least one, the preferred first
 */
public record Dependency(List<Relation> alternatives) {
    private static final int MOST = 5_000;

    public Dependency {
        alternatives = List.copyOf(alternatives);
        if (alternatives.isEmpty()) {
            throw new IllegalArgumentException("a dependency has at least one alternative");
        }
    }

    /** Reads a whole field: {@code Depends}, {@code Pre-Depends}, {@code Provides}. */
    public static List<Dependency> parse(String field) throws MalformedControl {
        var dependencies = new ArrayList<Dependency>();
        for (String one : field.split(",", MOST)) {
            if (!one.isBlank()) {
                var alternatives = new ArrayList<Relation>();
                for (String alternative : one.split("\\|", MOST)) {
                    alternatives.add(Relation.parse(alternative));
                }
                dependencies.add(new Dependency(alternatives));
            }
        }
        return dependencies;
    }

    @Override
    public String toString() {
        return alternatives.stream().map(Relation::toString).collect(Collectors.joining(" | "));
    }
}
