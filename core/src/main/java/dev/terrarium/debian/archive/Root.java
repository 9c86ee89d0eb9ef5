package dev.terrarium.debian.archive;

import dev.terrarium.debian.Relation;

/**
 * A package that somebody asks for, and who.
 *
 * @param askedBy {@code os}, {@code python}, {@code package:NAME}, {@code wheel:NAME}
 */
public record Root(String askedBy, Relation relation) {
    public static Root of(String askedBy, String name) {
        return new Root(askedBy, Relation.any(name));
    }
}
