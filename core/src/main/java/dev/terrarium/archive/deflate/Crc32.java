package dev.terrarium.archive.deflate;

/**
 * The CRC-32 of two runs of bytes joined, from the CRC-32 of each, without the bytes.
 *
 * <p>A CRC is the remainder of a polynomial over GF(2). To append {@code n} bytes is to multiply by {@code x^(8n)}, so
 * {@code crc(A‖B) = crc(A)·x^(8·|B|) mod P ⊕ crc(B)}: the inversions before and after, which gzip's CRC has, cancel out. The
 * power is found by repeated squaring, one step for each bit of the length. Polynomials are stored mirrored, as the CRC itself:
 * the highest bit is {@code x^0}.
 *
 * <p>Running CRCs are {@code java.util.zip.CRC32}'s business, which the JVM turns into a few instructions.
 */
public final class Crc32 {
    private static final int POLYNOMIAL = 0xEDB88320;
    private static final int ONE = 1 << 31;

    /** x^8: one byte more. */
    private static final int BYTE = 1 << 23;

    private Crc32() {}

    /** The CRC of A followed by B; the CRC of no bytes is 0. */
    public static int combine(int crcA, int crcB, long lengthB) {
        if (lengthB < 0) {
            throw new IllegalArgumentException("a negative length: " + lengthB);
        }
        int power = ONE;
        int square = BYTE;
        for (long left = lengthB; left > 0; left >>>= 1) {
            if ((left & 1) == 1) {
                power = multiply(power, square);
            }
            square = multiply(square, square);
        }
        return multiply(crcA, power) ^ crcB;
    }

    private static int multiply(int a, int b) {
        int product = 0;
        int shifted = b;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) == 0 ? shifted >>> 1 : shifted >>> 1 ^ POLYNOMIAL;
        }
        return product;
    }
}
