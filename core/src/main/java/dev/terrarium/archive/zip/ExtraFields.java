package dev.terrarium.archive.zip;

import static dev.terrarium.archive.zip.ZipFileBytes.unsigned;

import dev.terrarium.archive.ArchiveException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The extra fields of a header, of which two matter: large numbers are taken from ZIP64's, and a second name is refused.
 *
 * <p>Numbers stand in ZIP64's field only for those that the header leaves out, in the header's order; so they are asked for in
 * that order.
 */
final class ExtraFields {
    private static final int ZIP64 = 1;
    private static final int UNICODE_NAME = 0x7075;
    private static final long ELSEWHERE = 0xFFFFFFFFL;

    private ByteBuffer numbers = ByteBuffer.allocate(0);

    static ExtraFields parse(byte[] bytes, String member) throws ArchiveException {
        var fields = new ExtraFields();
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean seen = false;
        while (buffer.hasRemaining()) {
            int id = buffer.remaining() < 4 ? -1 : unsigned(buffer.getShort());
            int size = id < 0 ? 0 : unsigned(buffer.getShort());
            if (id < 0 || size > buffer.remaining() || id == UNICODE_NAME || id == ZIP64 && seen) {
                throw new ArchiveException("the zip member " + member + " has extra fields that cannot be relied on");
            }
            if (id == ZIP64) {
                seen = true;
                fields.numbers = buffer.slice(buffer.position(), size).order(ByteOrder.LITTLE_ENDIAN);
            }
            buffer.position(buffer.position() + size);
        }
        return fields;
    }

    /** The number that a header says, or the next large one if it says that it is elsewhere. */
    long number(int inHeader, String member) throws ArchiveException {
        if (unsigned(inHeader) != ELSEWHERE) {
            return unsigned(inHeader);
        }
        if (numbers.remaining() < Long.BYTES) {
            return ELSEWHERE;
        }
        long number = numbers.getLong();
        if (number < 0) {
            throw new ArchiveException("the zip member " + member + " has extra fields that cannot be relied on");
        }
        return number;
    }
}
