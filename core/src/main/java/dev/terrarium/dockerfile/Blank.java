package dev.terrarium.dockerfile;

/** White space, as BuildKit's parser counts it. */
final class Blank {
    private Blank() {}

    /** Of Go's {@code unicode.IsSpace}, what one byte can be. */
    static boolean is(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    static int skip(String text, int from) {
        int at = from;
        while (at < text.length() && is(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The end of {@code text} without the white space that ends it, but not before {@code from}. */
    static int trimmedEnd(String text, int from, int to) {
        int end = to;
        while (end > from && is(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }
}
