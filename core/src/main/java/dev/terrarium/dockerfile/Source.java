package dev.terrarium.dockerfile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a file, held as a string of one char a byte.
 *
 * <p>Not decoded as UTF-8: offsets would no longer be offsets of bytes, and what is not UTF-8 would be lost. Every sign that
 * means something to a Dockerfile or a shell is ASCII; {@link #text(Span)} decodes what is shown to people.
 */
public final class Source {
    private final String bytes;
    private final int[] lineStarts;

    private Source(String bytes) {
        this.bytes = bytes;
        int[] starts = new int[16];
        int count = 1;
        for (int at = bytes.indexOf('\n'); at >= 0; at = bytes.indexOf('\n', at + 1)) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = at + 1;
        }
        this.lineStarts = Arrays.copyOf(starts, count);
    }

    public static Source of(byte[] bytes) {
        return new Source(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    public static Source of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One char for each byte. */
    public String bytes() {
        return bytes;
    }

    public int length() {
        return bytes.length();
    }

    /** The bytes of {@code span}, a char for each. */
    public String slice(Span span) {
        return bytes.substring(span.start(), span.end());
    }

    /** What stands in {@code span}, for people. */
    public String text(Span span) {
        return decoded(slice(span));
    }

    /** Lines, counted as editors do: one more than there are line feeds. */
    public int lines() {
        return lineStarts.length;
    }

    /** The line that holds the byte at {@code offset}, from 1. */
    public int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The column of the byte at {@code offset}, from 1, in characters of UTF-8. */
    public int column(int offset) {
        int start = lineStarts[line(offset) - 1];
        return decoded(bytes.substring(start, Math.min(offset, bytes.length()))).length() + 1;
    }

    /** The range of a line counted from 1, without its line end. */
    public Span lineSpan(int line) {
        int start = lineStarts[line - 1];
        int end = line < lineStarts.length ? lineStarts[line] - 1 : bytes.length();
        if (end > start && bytes.charAt(end - 1) == '\r') {
            end--;
        }
        return new Span(start, end);
    }

    /** The range of the lines {@code first} to {@code last}, line ends included. */
    public Span linesSpan(int first, int last) {
        return new Span(lineStarts[first - 1], last < lineStarts.length ? lineStarts[last] : bytes.length());
    }

    /** How this file ends its lines: as its first line does. */
    public String lineEnd() {
        int feed = bytes.indexOf('\n');
        return feed > 0 && bytes.charAt(feed - 1) == '\r' ? "\r\n" : "\n";
    }

    public byte[] toByteArray() {
        return bytesOf(bytes);
    }

    /** The bytes of text of one char a byte. */
    public static byte[] bytesOf(String oneCharAByte) {
        return oneCharAByte.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Text of one char a byte, as UTF-8 would read it. */
    public static String decoded(String oneCharAByte) {
        for (int i = 0; i < oneCharAByte.length(); i++) {
            if (oneCharAByte.charAt(i) >= 0x80) {
                return new String(oneCharAByte.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            }
        }
        return oneCharAByte;
    }

    /** Text as UTF-8, one char for each of its bytes. */
    public static String encoded(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return decoded(bytes);
    }
}
