package dev.terrarium.archive.deflate;

import java.util.Arrays;

/**
 * How many bits an ideal code would take for symbols of given frequencies, in 1/256 bit, by integers alone: floating-point
 * logarithms differ between libraries, and these numbers decide where blocks end.
 */
final class Entropy {
    private static final int SCALE = 8;
    private static final int TABLE = 1 << 12;
    private static final int[] LOG = new int[TABLE];

    static {
        for (int i = 1; i < TABLE; i++) {
            LOG[i] = log(i);
        }
    }

    private Entropy() {}

    /** Digit by digit: squaring doubles a logarithm, and a square of 2 or more shows a one. */
    private static int log(int value) {
        int whole = 31 - Integer.numberOfLeadingZeros(value);
        long x = (long) value << 31 - whole;
        int result = whole;
        for (int digit = 0; digit < SCALE; digit++) {
            x = x * x >>> 31;
            int one = (int) (x >>> 32);
            x >>>= one;
            result = result << 1 | one;
        }
        return result;
    }

    private static long timesLog(int value) {
        int shift = Math.max(0, 32 - 12 - Integer.numberOfLeadingZeros(value));
        return value * (LOG[value >>> shift] + ((long) shift << SCALE));
    }

    static long of(int[] frequencies) {
        int total = 0;
        long bits = 0;
        for (int frequency : frequencies) {
            if (frequency > 0) {
                total += frequency;
                bits -= timesLog(frequency);
            }
        }
        return bits + (total == 0 ? 0 : timesLog(total));
    }

    /** Bits as this class counts them. */
    static long bits(long count) {
        return count << SCALE;
    }

    static int[] sum(int[] one, int[] other) {
        int[] sum = Arrays.copyOf(one, one.length);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other[i];
        }
        return sum;
    }
}
