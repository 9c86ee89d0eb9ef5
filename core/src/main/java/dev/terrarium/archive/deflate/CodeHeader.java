package dev.terrarium.archive.deflate;

import java.util.Arrays;

/**
 * The code lengths of a dynamic block as they are sent: runs shortened, and the result Huffman-coded itself.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.7">RFC 1951, 3.2.7</a>
 */
final class CodeHeader {
    private static final int REPEAT = 16;
    private static final int ZEROS = 17;
    private static final int MANY_ZEROS = 18;
    private static final int[] EXTRA_BITS = {2, 3, 7};
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private final int[] lengths = new int[Symbols.LITERALS + Symbols.DISTANCES];
    private final int[] symbols = new int[lengths.length];
    private final int[] extras = new int[lengths.length];
    private final int[] frequencies = new int[ORDER.length];
    private final HuffmanCode code = new HuffmanCode(ORDER.length, 7);
    private int literals;
    private int distances;
    private int size;
    private int ordered;

    /** Prepares the header for two codes. */
    void build(HuffmanCode literalCode, HuffmanCode distanceCode) {
        literals = used(literalCode.lengths(), 257);
        distances = used(distanceCode.lengths(), 1);
        System.arraycopy(literalCode.lengths(), 0, lengths, 0, literals);
        System.arraycopy(distanceCode.lengths(), 0, lengths, literals, distances);
        size = 0;
        Arrays.fill(frequencies, 0);
        int count = literals + distances;
        for (int i = 0; i < count; ) {
            int run = 1;
            while (i + run < count && lengths[i + run] == lengths[i]) {
                run++;
            }
            addRun(lengths[i], run);
            i += run;
        }
        code.build(frequencies);
        ordered = ORDER.length;
        while (ordered > 4 && code.lengths()[ORDER[ordered - 1]] == 0) {
            ordered--;
        }
    }

    private static int used(int[] lengths, int least) {
        int used = lengths.length;
        while (used > least && lengths[used - 1] == 0) {
            used--;
        }
        return used;
    }

    private void addRun(int length, int run) {
        int left = run;
        if (length == 0) {
            while (left >= 11) {
                left -= add(MANY_ZEROS, Math.min(left, 138), 11);
            }
            if (left >= 3) {
                left -= add(ZEROS, left, 3);
            }
        } else {
            add(length, 1, 1);
            left--;
            while (left >= 3) {
                left -= add(REPEAT, Math.min(left, 6), 3);
            }
        }
        for (; left > 0; left--) {
            add(length, 1, 1);
        }
    }

    private int add(int symbol, int count, int least) {
        symbols[size] = symbol;
        extras[size++] = count - least;
        frequencies[symbol]++;
        return count;
    }

    private static int extraBits(int symbol) {
        return symbol < REPEAT ? 0 : EXTRA_BITS[symbol - REPEAT];
    }

    /** How many bits {@link #write} will take. */
    long bits() {
        long bits = 5 + 5 + 4 + 3L * ordered + code.cost(frequencies);
        for (int symbol = REPEAT; symbol <= MANY_ZEROS; symbol++) {
            bits += (long) frequencies[symbol] * extraBits(symbol);
        }
        return bits;
    }

    void write(BitWriter out) {
        out.put(literals - 257, 5);
        out.put(distances - 1, 5);
        out.put(ordered - 4, 4);
        out.drain();
        for (int i = 0; i < ordered; i++) {
            out.put(code.lengths()[ORDER[i]], 3);
            out.drain();
        }
        for (int i = 0; i < size; i++) {
            out.put(code.codes()[symbols[i]], code.lengths()[symbols[i]]);
            out.put(extras[i], extraBits(symbols[i]));
            out.drain();
        }
    }
}
