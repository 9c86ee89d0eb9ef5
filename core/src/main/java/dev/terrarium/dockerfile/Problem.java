package dev.terrarium.dockerfile;

/**
 * Something BuildKit refuses, or warns of, at a place of the file.
 *
 * @param message lower case, one line, literals between backticks
 * @param isError whether a build would stop here
 */
public record Problem(Span span, String message, boolean isError) {
    static Problem error(Span span, String message) {
        return new Problem(span, message, true);
    }

    static Problem warning(Span span, String message) {
        return new Problem(span, message, false);
    }
}
