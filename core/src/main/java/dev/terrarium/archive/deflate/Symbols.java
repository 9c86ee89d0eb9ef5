package dev.terrarium.archive.deflate;

/**
 * The alphabets of deflate: which symbol says a length or a distance, and how many extra bits follow it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.5">RFC 1951, 3.2.5</a>
 */
final class Symbols {
    static final int SHORTEST_MATCH = 3;
    static final int LONGEST_MATCH = 258;
    static final int WINDOW = 1 << 15;

    static final int END_OF_BLOCK = 256;
    static final int LITERALS = 286;
    static final int DISTANCES = 30;

    private static final int[] LENGTH_EXTRA = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };

    /** By match length: the symbol of the literal alphabet. */
    private static final short[] LENGTH_SYMBOL = new short[LONGEST_MATCH + 1];

    /** By symbol from 257 on: the shortest length that it stands for. */
    private static final int[] LENGTH_BASE = new int[LENGTH_EXTRA.length];

    static {
        int length = SHORTEST_MATCH;
        for (int i = 0; i < LENGTH_EXTRA.length - 1; i++) {
            LENGTH_BASE[i] = length;
            for (int end = length + (1 << LENGTH_EXTRA[i]); length < end; length++) {
                LENGTH_SYMBOL[Math.min(length, LONGEST_MATCH)] = (short) (END_OF_BLOCK + 1 + i);
            }
        }
        LENGTH_BASE[LENGTH_EXTRA.length - 1] = LONGEST_MATCH;
        LENGTH_SYMBOL[LONGEST_MATCH] = LITERALS - 1;
    }

    private Symbols() {}

    static int ofLength(int length) {
        return LENGTH_SYMBOL[length];
    }

    /** How many bits follow a literal's or length's symbol. */
    static int extraBits(int literalSymbol) {
        return literalSymbol <= END_OF_BLOCK ? 0 : LENGTH_EXTRA[literalSymbol - END_OF_BLOCK - 1];
    }

    /** What those bits say. */
    static int extraOfLength(int length) {
        return length - LENGTH_BASE[LENGTH_SYMBOL[length] - END_OF_BLOCK - 1];
    }

    /** Two symbols for each power of two: its lower and its upper half. */
    static int ofDistance(int distance) {
        int d = distance - 1;
        if (d < 2) {
            return d;
        }
        int top = 31 - Integer.numberOfLeadingZeros(d);
        return top * 2 + (d >>> (top - 1) & 1);
    }

    static int extraBitsOfDistance(int distanceSymbol) {
        return distanceSymbol < 4 ? 0 : distanceSymbol / 2 - 1;
    }
}
