package dev.terrarium.archive.deflate;

import java.util.Arrays;

/**
 * A canonical, length-limited Huffman code over one alphabet, made anew for each block.
 *
 * <p>Symbols are sorted by (frequency, symbol), a total order, so equal frequencies never leave a choice open. The tree is then
 * built with two queues: the sorted leaves, and the inner nodes in the order in which they are made, which is sorted too; of
 * two equal weights the leaf goes first, which keeps the tree flat. Codes that come out longer than the limit are cut to it, and
 * the sum of {@code 2^-length}, then more than 1, is brought back to 1 by lengthening the longest codes that still can be:
 * a few bits worse than the optimum of package-merge, in blocks with thousands of symbols, and half the code. At last lengths
 * are dealt out again, the longest to the rarest.
 *
 * <p>An alphabet of which less than two symbols are used gets two codes of one bit: decoders disagree about codes with one
 * word or none.
 */
final class HuffmanCode {
    private final int limit;
    private final int[] lengths;
    private final int[] codes;
    private final long[] sorted;
    private final int[] weights;
    private final int[] parents;
    private final int[] perLength = new int[16];
    private final int[] next = new int[16];

    HuffmanCode(int symbols, int limit) {
        this.limit = limit;
        this.lengths = new int[symbols];
        this.codes = new int[symbols];
        this.sorted = new long[symbols];
        this.weights = new int[symbols * 2];
        this.parents = new int[symbols * 2];
    }

    /** A code whose lengths somebody else laid down. */
    static HuffmanCode ofLengths(int[] lengths) {
        var code = new HuffmanCode(lengths.length, 15);
        System.arraycopy(lengths, 0, code.lengths, 0, lengths.length);
        for (int length : lengths) {
            code.perLength[length]++;
        }
        code.number();
        return code;
    }

    /** The code for these frequencies; 0 means that the symbol never comes. */
    void build(int[] frequencies) {
        int used = sort(frequencies);
        Arrays.fill(lengths, 0);
        Arrays.fill(perLength, 0);
        if (used < 2) {
            int only = used == 0 ? 0 : symbol(sorted[0]);
            lengths[only] = 1;
            lengths[only == 0 ? 1 : 0] = 1;
            perLength[1] = 2;
        } else {
            plant(used);
            measure(used);
            shorten();
            deal();
        }
        number();
    }

    private int sort(int[] frequencies) {
        int used = 0;
        for (int symbol = 0; symbol < frequencies.length; symbol++) {
            if (frequencies[symbol] > 0) {
                sorted[used++] = (long) frequencies[symbol] << 16 | symbol;
            }
        }
        Arrays.sort(sorted, 0, used);
        return used;
    }

    private static int symbol(long key) {
        return (int) key & 0xFFFF;
    }

    /** Nodes {@code 0..used-1} are the leaves, the others the inner nodes, the last of them the root. */
    private void plant(int used) {
        for (int i = 0; i < used; i++) {
            weights[i] = (int) (sorted[i] >>> 16);
        }
        int leaf = 0;
        int inner = used;
        for (int made = used; made < used * 2 - 1; made++) {
            int weight = 0;
            for (int child = 0; child < 2; child++) {
                boolean takeLeaf = leaf < used && (inner >= made || weights[leaf] <= weights[inner]);
                int taken = takeLeaf ? leaf++ : inner++;
                weight += weights[taken];
                parents[taken] = made;
            }
            weights[made] = weight;
        }
    }

    /** Counts leaves by depth, those too deep at the limit; from here on {@code weights} holds depths. */
    private void measure(int used) {
        int root = used * 2 - 2;
        weights[root] = 0;
        for (int node = root - 1; node >= 0; node--) {
            weights[node] = weights[parents[node]] + 1;
            if (node < used) {
                perLength[Math.min(weights[node], limit)]++;
            }
        }
    }

    /** Until the code can be decoded again: each step frees room for one word of the longest length. */
    private void shorten() {
        int room = 1 << limit;
        for (int length = 1; length <= limit; length++) {
            room -= perLength[length] << (limit - length);
        }
        while (room < 0) {
            int length = limit - 1;
            while (perLength[length] == 0) {
                length--;
            }
            perLength[length]--;
            perLength[length + 1] += 2;
            perLength[limit]--;
            room++;
        }
    }

    private void deal() {
        int i = 0;
        for (int length = limit; length > 0; length--) {
            for (int left = perLength[length]; left > 0; left--) {
                lengths[symbol(sorted[i++])] = length;
            }
        }
    }

    /** Words of one length are numbered in the order of their symbols, and stored as they are sent: mirrored. */
    private void number() {
        int code = 0;
        for (int length = 1; length < next.length; length++) {
            code = code + (length == 1 ? 0 : perLength[length - 1]) << 1;
            next[length] = code;
        }
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int length = lengths[symbol];
            if (length > 0) {
                codes[symbol] = Integer.reverse(next[length]++) >>> (32 - length);
            }
        }
    }

    /** By symbol: how many bits, 0 for one without a code; belongs to this code and changes with it. */
    int[] lengths() {
        return lengths;
    }

    /** By symbol: the bits, the first to be sent lowest; belongs to this code and changes with it. */
    int[] codes() {
        return codes;
    }

    /** How many bits so many symbols take, without what follows them. */
    long cost(int[] frequencies) {
        long bits = 0;
        for (int symbol = 0; symbol < frequencies.length; symbol++) {
            bits += (long) frequencies[symbol] * lengths[symbol];
        }
        return bits;
    }
}
