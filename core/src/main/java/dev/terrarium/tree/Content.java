package dev.terrarium.tree;

import dev.terrarium.oci.Digest;
import java.util.Arrays;

/**
 * Where a file's bytes are: nearly always a slice of an archive that lies in the store already.
 *
 * <p>Not the bytes, and not a file on disk: a tree of 50,000 files is a list, and nothing is unpacked unless a command must run
 * on it. Read with {@link Contents}.
 */
public sealed interface Content {
    /** How many bytes the file has. */
    long size();

    /** Bytes made by this program: configuration, scripts, package records. */
    record Inline(byte[] bytes) implements Content {
        public Inline {
            bytes = bytes.clone();
        }

        public static Inline of(String text) {
            return new Inline(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        @Override
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Inline(byte[] others) && Arrays.equals(bytes, others);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Inline[" + bytes.length + " bytes]";
        }
    }

    /**
     * Bytes that stand in a blob as they are: a file of an unpacked {@code data.tar}, a stored zip member, a whole blob.
     *
     * @param blob in the store
     * @param offset of the first byte
     */
    record Stored(Digest blob, long offset, long size) implements Content {}

    /**
     * Bytes that stand in a blob as one raw deflate stream: a member of a wheel.
     *
     * @param blob in the store
     * @param offset of the stream's first byte
     * @param deflated the stream's length in bytes
     * @param crc CRC-32 of the inflated bytes, checked by whoever reads them
     */
    record Deflated(Digest blob, long offset, long deflated, long size, int crc) implements Content {}
}
