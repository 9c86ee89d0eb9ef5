package dev.terrarium.python.toml;

import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;

/**
 * Where a value stands: a table's and a member's key, an array element's first character. Two values are equal wherever they
 * stand, so spots all are.
 */
public final class TomlSpot {
    private final TomlSource source;
    private final int line;
    private final int column;

    TomlSpot(TomlSource source, int line, int column) {
        this.source = source;
        this.line = line;
        this.column = column;
    }

    public Place place() {
        return source.place(line, column);
    }

    /** The place without the line's text, for what is kept of every value and hardly ever shown. */
    public Place briefPlace() {
        return Place.of(source.file(), line, column);
    }

    /** Something is wrong here; of the kind that wrong values in this file are. */
    public Problem problem(String message, String... hints) {
        return Problem.of(source.code(), message, hints).at(place());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TomlSpot;
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return source + ":" + line + ":" + column;
    }
}
