package dev.terrarium.archive.deflate;

import java.util.Arrays;

/** Writes tokens as one block in the form that takes the fewest bits: with a code of its own, with the fixed code, or as raw bytes. */
final class BlockWriter {
    private static final int STORED = 0;
    private static final int FIXED = 1;
    private static final int DYNAMIC = 2;
    private static final int LONGEST_STORED = 0xFFFF;

    private static final HuffmanCode FIXED_LITERALS = HuffmanCode.ofLengths(fixedLiterals());
    private static final HuffmanCode FIXED_DISTANCES = HuffmanCode.ofLengths(fixedDistances());

    private final BitWriter out;
    private final HuffmanCode literals = new HuffmanCode(Symbols.LITERALS, 15);
    private final HuffmanCode distances = new HuffmanCode(Symbols.DISTANCES, 15);
    private final CodeHeader header = new CodeHeader();

    /** By match length: symbol and extra bits in one, and how many bits that is; made for each block. */
    private final int[] lengthBits = new int[Symbols.LONGEST_MATCH + 1];

    private final int[] lengthSizes = new int[Symbols.LONGEST_MATCH + 1];

    BlockWriter(BitWriter out) {
        this.out = out;
    }

    private static int[] fixedLiterals() {
        int[] lengths = new int[288];
        Arrays.fill(lengths, 0, 144, 8);
        Arrays.fill(lengths, 144, 256, 9);
        Arrays.fill(lengths, 256, 280, 7);
        Arrays.fill(lengths, 280, 288, 8);
        return lengths;
    }

    private static int[] fixedDistances() {
        int[] lengths = new int[32];
        Arrays.fill(lengths, 5);
        return lengths;
    }

    /** @param start where in {@code raw} the bytes stand for which the tokens stand */
    void write(Tokens tokens, byte[] raw, int start) {
        tokens.literals()[Symbols.END_OF_BLOCK] = 1;
        literals.build(tokens.literals());
        distances.build(tokens.distances());
        header.build(literals, distances);
        long extra = extraBits(tokens);
        long dynamic = header.bits() + cost(tokens, literals, distances) + extra;
        long fixed = cost(tokens, FIXED_LITERALS, FIXED_DISTANCES) + extra;
        long stored = storedBits(tokens.rawLength());
        out.reserve(Math.min(Math.min(dynamic, fixed), stored) / 8 + 16);
        if (stored <= Math.min(dynamic, fixed)) {
            writeStored(raw, start, tokens.rawLength());
        } else if (fixed <= dynamic) {
            begin(FIXED);
            writeTokens(tokens, FIXED_LITERALS, FIXED_DISTANCES);
        } else {
            begin(DYNAMIC);
            header.write(out);
            writeTokens(tokens, literals, distances);
        }
    }

    /** An empty stored block: what comes after it starts on a byte. */
    void writeSyncFlush() {
        out.reserve(16);
        writeStored(new byte[0], 0, 0);
    }

    private static long extraBits(Tokens tokens) {
        long bits = 0;
        for (int symbol = Symbols.END_OF_BLOCK + 1; symbol < Symbols.LITERALS; symbol++) {
            bits += (long) tokens.literals()[symbol] * Symbols.extraBits(symbol);
        }
        for (int symbol = 0; symbol < Symbols.DISTANCES; symbol++) {
            bits += (long) tokens.distances()[symbol] * Symbols.extraBitsOfDistance(symbol);
        }
        return bits;
    }

    private static long cost(Tokens tokens, HuffmanCode literalCode, HuffmanCode distanceCode) {
        return literalCode.cost(tokens.literals()) + distanceCode.cost(tokens.distances());
    }

    private long storedBits(int rawLength) {
        int blocks = (rawLength + LONGEST_STORED - 1) / LONGEST_STORED;
        int padding = -(out.pending() + 3) & 7;
        return padding + 32 + (blocks - 1) * 40L + rawLength * 8L;
    }

    private void begin(int type) {
        out.put((long) type << 1, 3);
        out.drain();
    }

    private void writeStored(byte[] raw, int start, int length) {
        int done = 0;
        do {
            int count = Math.min(length - done, LONGEST_STORED);
            begin(STORED);
            out.align();
            out.put(count, 16);
            out.put(count ^ 0xFFFF, 16);
            out.drain();
            out.copy(raw, start + done, count);
            done += count;
        } while (done < length);
    }

    private void writeTokens(Tokens tokens, HuffmanCode literalCode, HuffmanCode distanceCode) {
        joinLengths(literalCode);
        int[] codes = literalCode.codes();
        int[] lengths = literalCode.lengths();
        int size = tokens.size();
        for (int i = 0; i < size; i++) {
            int token = tokens.at(i);
            int matched = Matcher.length(token);
            if (matched == 0) {
                out.put(codes[token], lengths[token]);
            } else {
                out.put(lengthBits[matched], lengthSizes[matched]);
                putDistance(Matcher.distance(token), distanceCode);
            }
            out.drain();
        }
        out.put(codes[Symbols.END_OF_BLOCK], lengths[Symbols.END_OF_BLOCK]);
        out.drain();
    }

    private void joinLengths(HuffmanCode literalCode) {
        for (int length = Symbols.SHORTEST_MATCH; length <= Symbols.LONGEST_MATCH; length++) {
            int symbol = Symbols.ofLength(length);
            int bits = literalCode.lengths()[symbol];
            lengthBits[length] = literalCode.codes()[symbol] | Symbols.extraOfLength(length) << bits;
            lengthSizes[length] = bits + Symbols.extraBits(symbol);
        }
    }

    private void putDistance(int distance, HuffmanCode code) {
        int symbol = Symbols.ofDistance(distance);
        int extraBits = Symbols.extraBitsOfDistance(symbol);
        out.put(code.codes()[symbol], code.lengths()[symbol]);
        out.put(distance - 1 & (1 << extraBits) - 1, extraBits);
    }
}
