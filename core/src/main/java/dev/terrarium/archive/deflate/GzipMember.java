package dev.terrarium.archive.deflate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What turns segments into a gzip file: ten bytes before them and ten after.
 *
 * <p>One member, never several: every reader of gzip reads one, and some stop after the first without a word (see
 * {@code docs/decisions/010-one-gzip-member.md}). So a layer can be put together from segments that were deflated at any time,
 * in any order, and the checksum at its end is computed from theirs.
 *
 * @param crc CRC-32 of everything that the segments inflate to
 * @param rawLength how many bytes that is
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
public record GzipMember(int crc, long rawLength) {
    public static final GzipMember EMPTY = new GzipMember(0, 0);

    /** How many bytes header and end add to the segments. */
    public static final int OVERHEAD = 20;

    /** Magic, deflate, no flags, no time, no hint about effort, no operating system. */
    private static final byte[] HEADER = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 0xFF};

    public GzipMember {
        if (rawLength < 0) {
            throw new IllegalArgumentException("a negative length: " + rawLength);
        }
    }

    public static byte[] header() {
        return HEADER.clone();
    }

    /** The member with more at its end: a segment, or many of them by their common CRC and length. */
    public GzipMember with(int moreCrc, long moreLength) {
        return new GzipMember(Crc32.combine(crc, moreCrc, moreLength), rawLength + moreLength);
    }

    /** The empty final block, the checksum, and the length as far as gzip can say it. */
    public byte[] end() {
        return ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 3)
                .put((byte) 0)
                .putInt(crc)
                .putInt((int) rawLength)
                .array();
    }
}
