package dev.terrarium.python.toml;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;

/**
 * The text that values were read from, kept so that a problem can show the line it is about.
 *
 * @param file as the person would type it
 * @param code what kind of problem a wrong value in this file is
 */
record TomlSource(String file, ErrorCode code, String text) {
    private static final int LONGEST_EXCERPT = 200;

    Place place(int line, int column) {
        var place = Place.of(file, line, column);
        int start = 0;
        for (int skipped = 1; skipped < line; skipped++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                return place;
            }
            start = end + 1;
        }
        int end = text.indexOf('\n', start);
        String excerpt = text.substring(start, end < 0 ? text.length() : end).stripTrailing();
        boolean shown = !excerpt.isEmpty() && excerpt.length() <= LONGEST_EXCERPT && !hasControls(excerpt);
        return shown ? place.withExcerpt(excerpt, 0, "") : place;
    }

    private static boolean hasControls(String line) {
        return line.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c));
    }

    @Override
    public String toString() {
        return file;
    }
}
