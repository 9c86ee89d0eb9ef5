package dev.terrarium.error;

import java.util.Optional;

/**
 * A spot in a text file that a person wrote.
 *
 * @param file the path as the person would type it
 * @param line counted from 1; 0 when only the file is known
 * @param column counted from 1, in characters; 0 when only the line is known
 * @param excerpt the line's text, if it was at hand
 * @param length how many characters from {@code column} on are meant; 0 when unknown
 * @param note what to write beside the caret; may be empty
 */
public record Place(String file, int line, int column, Optional<String> excerpt, int length, String note) {
    public Place {
        if (line < 0 || column < 0 || length < 0) {
            throw new IllegalArgumentException("a place is counted from 1: " + line + ":" + column);
        }
    }

    public static Place of(String file) {
        return new Place(file, 0, 0, Optional.empty(), 0, "");
    }

    public static Place of(String file, int line) {
        return new Place(file, line, 0, Optional.empty(), 0, "");
    }

    public static Place of(String file, int line, int column) {
        return new Place(file, line, column, Optional.empty(), 0, "");
    }

    public Place withExcerpt(String text, int marked, String beside) {
        return new Place(file, line, column, Optional.of(text), marked, beside);
    }

    /** {@code file:line:column}, as editors and terminals understand it. */
    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line) + (line == 0 || column == 0 ? "" : ":" + column);
    }
}
