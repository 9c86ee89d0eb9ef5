package dev.terrarium.dockerfile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of one instruction say once continuations and comments are taken out, with the way back to the file.
 *
 * <p>A part of the text need not be one range of the file: {@link #span} gives the smallest that holds it.
 */
public final class Joined {
    private final String text;
    private final int[] textStarts;
    private final int[] sourceStarts;
    private final @Nullable Span whole;

    private Joined(String text, int[] textStarts, int[] sourceStarts) {
        this(text, textStarts, sourceStarts, null);
    }

    /** {@code whole}: the range that every part of the text stands for, where places got lost. */
    private Joined(String text, int[] textStarts, int[] sourceStarts, @Nullable Span whole) {
        this.text = text;
        this.textStarts = textStarts;
        this.sourceStarts = sourceStarts;
        this.whole = whole;
    }

    /** One range of the file, as it stands. */
    public static Joined of(Source source, Span span) {
        return new Joined(source.slice(span), new int[] {0}, new int[] {span.start()});
    }

    /**
     * Text that stands in a word of a shell. Where the word holds it as it is, its parts keep their places; where quotes and escapes change it,
     * every part stands for the whole word.
     */
    public static Joined inside(String text, String raw, Span word) {
        String bytes = Source.encoded(text);
        int at = Source.encoded(raw).indexOf(bytes);
        if (at >= 0 && word.length() == Source.encoded(raw).length()) {
            return new Joined(bytes, new int[] {0}, new int[] {word.start() + at});
        }
        return new Joined(bytes, new int[] {0}, new int[] {word.start()}, word);
    }

    /** A char for each byte. */
    public String text() {
        return text;
    }

    public int length() {
        return text.length();
    }

    /** Where the char at {@code index} stands in the file; for the end of the text, behind its last char. */
    public int source(int index) {
        if (whole != null) {
            return index == text.length() ? whole.end() : whole.start();
        }
        if (index > 0 && index == text.length()) {
            return source(index - 1) + 1;
        }
        int found = Arrays.binarySearch(textStarts, index);
        int piece = found >= 0 ? found : -found - 2;
        return sourceStarts[piece] + index - textStarts[piece];
    }

    /** The smallest range of the file that holds {@code text[from, to)}. */
    public Span span(int from, int to) {
        if (whole != null) {
            return whole;
        }
        return to <= from ? Span.at(source(from)) : new Span(source(from), source(to - 1) + 1);
    }

    /** A part of this, with the way back kept. */
    public Joined part(int from, int to) {
        if (whole != null) {
            return new Joined(text.substring(from, to), textStarts, sourceStarts, whole);
        }
        var pieces = new Builder();
        for (int i = 0; i < textStarts.length; i++) {
            int end = i + 1 < textStarts.length ? textStarts[i + 1] : text.length();
            int first = Math.max(from, textStarts[i]);
            int last = Math.min(to, end);
            if (first < last) {
                pieces.add(text.substring(first, last), sourceStarts[i] + first - textStarts[i]);
            }
        }
        return pieces.isEmpty() ? new Joined("", new int[] {0}, new int[] {source(from)}) : pieces.build();
    }

    static final class Builder {
        private final StringBuilder text = new StringBuilder();
        private int[] textStarts = new int[4];
        private int[] sourceStarts = new int[4];
        private int pieces;

        void add(String piece, int source) {
            if (piece.isEmpty()) {
                return;
            }
            if (pieces == textStarts.length) {
                textStarts = Arrays.copyOf(textStarts, pieces * 2);
                sourceStarts = Arrays.copyOf(sourceStarts, pieces * 2);
            }
            textStarts[pieces] = text.length();
            sourceStarts[pieces++] = source;
            text.append(piece);
        }

        boolean isEmpty() {
            return pieces == 0;
        }

        Joined build() {
            return new Joined(text.toString(), Arrays.copyOf(textStarts, pieces), Arrays.copyOf(sourceStarts, pieces));
        }
    }
}
