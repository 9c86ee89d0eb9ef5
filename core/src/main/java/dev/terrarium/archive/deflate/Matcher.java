package dev.terrarium.archive.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds, for a place in the bytes, the longest earlier occurrence of what stands there, within deflate's window.
 *
 * <p>Hash chains: every place is entered under a hash of its next four bytes, and each remembers the place before it with the
 * same hash; a search walks that chain from the nearest to the farthest, so that of equally long matches the nearest, which
 * costs the fewest bits, is kept. Matches of three bytes pay only when they are near; a second table remembers the last place
 * for three bytes, without a chain. Not a suffix array or binary tree: those find better matches, slower than the better
 * matches are worth in layers that are read far more often than they are large.
 *
 * <p>A candidate is first asked for the four bytes that would end a better match than the one at hand, which nearly always
 * settles it. Bytes are compared eight at a time.
 *
 * <p>A match is one {@code int}: length in the upper half, distance minus one in the lower; 0 is none.
 */
final class Matcher {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int HASH_BITS = 15;
    private static final int SHORT_HASH_BITS = 14;
    private static final int MASK = Symbols.WINDOW - 1;
    private static final int FARTHEST = Symbols.WINDOW - 1;
    private static final int FARTHEST_OF_THREE = 1 << 14;
    private static final int NEVER = -Symbols.WINDOW;

    /** So many bytes after the last may be looked at; they are never part of a match. */
    static final int SLACK = Long.BYTES;

    private final int[] last = new int[1 << HASH_BITS];
    private final int[] lastOfThree = new int[1 << SHORT_HASH_BITS];

    /** By place: how far it is back to the one before it with the same hash; half the memory of the place itself. */
    private final char[] back = new char[Symbols.WINDOW];

    private byte[] bytes = new byte[0];
    private int end;

    /** Forgets everything and looks at other bytes: {@code length} of them, followed by {@link #SLACK} of any value. */
    void reset(byte[] of, int length) {
        bytes = of;
        end = length;
        Arrays.fill(last, NEVER);
        Arrays.fill(lastOfThree, NEVER);
    }

    static int length(int match) {
        return match >>> 16;
    }

    static int distance(int match) {
        return (match & 0xFFFF) + 1;
    }

    /** Enters a place without searching. */
    void enter(int from, int to) {
        byte[] b = bytes;
        int[] l = last;
        int[] l3 = lastOfThree;
        char[] p = back;
        for (int at = from; at < to; at++) {
            int four = (int) INT.get(b, at);
            int hash = hash(four);
            p[at & MASK] = step(at, l[hash]);
            l[hash] = at;
            l3[hashOfThree(four)] = at;
        }
    }

    /**
     * Enters a place and searches there.
     *
     * @param than only a longer match is of interest; at least 2
     * @param tries how many candidates to look at
     * @param enough a match of that length ends the search
     */
    int longest(int at, int than, int tries, int enough) {
        byte[] b = bytes;
        int four = (int) INT.get(b, at);
        int hash = hash(four);
        int hash3 = hashOfThree(four);
        int candidate = last[hash];
        int candidate3 = lastOfThree[hash3];
        last[hash] = at;
        lastOfThree[hash3] = at;
        back[at & MASK] = step(at, candidate);
        int most = Math.min(end - at, Symbols.LONGEST_MATCH);
        if (most <= Math.max(than, 3)) {
            return 0;
        }
        int found = than > 2 ? 0 : ofThree(at, four, candidate3);
        int best = Math.max(than, 3);
        int farthest = at - FARTHEST;
        int goal = Math.min(enough, most);
        int ending = (int) INT.get(b, at + best - 3);
        while (candidate >= farthest && candidate >= 0) {
            if ((int) INT.get(b, candidate + best - 3) == ending && (int) INT.get(b, candidate) == four) {
                int length = common(b, candidate, at, most);
                if (length > best) {
                    found = length << 16 | at - candidate - 1;
                    if (length >= goal) {
                        break;
                    }
                    best = length;
                    ending = (int) INT.get(b, at + best - 3);
                }
            }
            if (--tries == 0) {
                break;
            }
            candidate -= back[candidate & MASK];
        }
        return found;
    }

    private int ofThree(int at, int four, int candidate) {
        return candidate >= 0
                        && at - candidate <= FARTHEST_OF_THREE
                        && ((int) INT.get(bytes, candidate) ^ four) << 8 == 0
                ? 3 << 16 | at - candidate - 1
                : 0;
    }

    private static int common(byte[] b, int one, int other, int most) {
        int length = 4;
        while (length < most) {
            long difference = (long) LONG.get(b, one + length) ^ (long) LONG.get(b, other + length);
            if (difference != 0) {
                return Math.min(length + (Long.numberOfTrailingZeros(difference) >>> 3), most);
            }
            length += Long.BYTES;
        }
        return most;
    }

    /** Steps out of the window all lead out of it, however long they are. */
    private static char step(int from, int to) {
        return (char) Math.min(from - to, 0xFFFF);
    }

    private static int hash(int four) {
        return four * 0x9E3779B1 >>> 32 - HASH_BITS;
    }

    private static int hashOfThree(int four) {
        return (four << 8) * 0x9E3779B1 >>> 32 - SHORT_HASH_BITS;
    }
}
