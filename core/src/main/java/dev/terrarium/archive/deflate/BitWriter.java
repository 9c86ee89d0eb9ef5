package dev.terrarium.archive.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bits into bytes, the lowest first, as deflate wants them.
 *
 * <p>Bits wait in a {@code long} and leave eight bytes at a time, also the ones that are not full yet: the next store overwrites
 * them. Between two calls of {@link #drain} at most 56 bits may be put, enough for a match with all that belongs to it.
 */
final class BitWriter {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[1 << 12];
    private int size;
    private long waiting;
    private int count;

    void reset() {
        size = 0;
        waiting = 0;
        count = 0;
    }

    /** Makes room for so many bytes more; nothing else does. */
    void reserve(long more) {
        long needed = size + more + Long.BYTES * 2;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.max(needed, bytes.length * 2L)));
        }
    }

    void put(long bits, int length) {
        waiting |= bits << count;
        count += length;
    }

    /** Lets whole bytes go. */
    void drain() {
        LONG.set(bytes, size, waiting);
        size += count >>> 3;
        waiting >>>= count & ~7;
        count &= 7;
    }

    /** Fills the last byte up with zeros. */
    void align() {
        drain();
        if (count > 0) {
            count = 8;
            drain();
        }
    }

    /** Whole bytes as they are; only after {@link #align}. */
    void copy(byte[] from, int offset, int length) {
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    /** How many bits wait for their byte to be full: 0 to 7 after {@link #drain}. */
    int pending() {
        return count;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }
}
