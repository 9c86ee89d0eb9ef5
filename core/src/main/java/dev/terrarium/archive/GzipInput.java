package dev.terrarium.archive;

import dev.terrarium.io.Limits;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads a foreign gzip stream, of one member or many, with bounds.
 *
 * <p>Not {@code GZIPInputStream}: that takes anything that is no header after a member for the end, so that a cut or a damaged
 * second member goes unnoticed. Here each member's checksum and length must be right, and after the last one nothing follows.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
public final class GzipInput extends InputStream {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int LONGEST_TEXT = 1 << 16;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[1 << 14];
    private int at;
    private int end;
    private long consumed;
    private int members;
    private boolean inMember;
    private boolean ended;

    private GzipInput(InputStream in) {
        this.in = in;
    }

    /** The decompressed stream; closing it closes {@code compressed}, which stays the caller's if this throws. */
    public static InputStream open(InputStream compressed, Limits limits) throws IOException {
        var gzip = new GzipInput(compressed);
        if (!gzip.startMember()) {
            throw new ArchiveException("not a gzip stream: it is empty");
        }
        return new BoundedInput(gzip, limits, () -> gzip.consumed);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended && (inMember || startMember())) {
            int count = inflate(bytes, offset, length);
            if (count > 0) {
                return count;
            }
        }
        return -1;
    }

    private int inflate(byte[] bytes, int offset, int length) throws IOException {
        try {
            int count = inflater.inflate(bytes, offset, length);
            crc.update(bytes, offset, count);
            if (inflater.finished()) {
                at = end - inflater.getRemaining();
                endMember();
            } else if (count == 0) {
                if (inflater.needsDictionary()) {
                    throw new ArchiveException("the gzip stream is damaged");
                }
                fill();
                inflater.setInput(buffer, at, end - at);
                at = end;
            }
            return count;
        } catch (DataFormatException e) {
            throw new ArchiveException("the gzip stream is damaged", e);
        }
    }

    /** Reads a header; false at the end of the stream. */
    private boolean startMember() throws IOException {
        if (at == end && !refill()) {
            ended = true;
            return false;
        }
        if (next() != 0x1F || next() != 0x8B) {
            throw new ArchiveException(members == 0 ? "not a gzip stream" : "more follows after the gzip stream");
        }
        if (next() != 8) {
            throw new ArchiveException("the gzip stream is not compressed by deflate");
        }
        int flags = next();
        if (flags > 0x1F) {
            throw new ArchiveException("the gzip header has unknown flags");
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        skip((flags & HEADER_CRC) == 0 ? 0 : 2);
        inflater.reset();
        inflater.setInput(buffer, at, end - at);
        at = end;
        crc.reset();
        inMember = true;
        members++;
        return true;
    }

    private void endMember() throws IOException {
        long length = inflater.getBytesWritten();
        if (four() != (int) crc.getValue() || four() != (int) length) {
            throw new ArchiveException("the gzip stream has another checksum or length than it says");
        }
        inMember = false;
    }

    private int four() throws IOException {
        return next() | next() << 8 | next() << 16 | next() << 24;
    }

    private void skip(int count) throws IOException {
        for (int left = count; left > 0; left--) {
            next();
        }
    }

    private void skipText() throws IOException {
        for (int length = 0; next() != 0; length++) {
            if (length == LONGEST_TEXT) {
                throw new ArchiveException("the gzip header has a name without end");
            }
        }
    }

    private int next() throws IOException {
        if (at == end) {
            fill();
        }
        return buffer[at++] & 0xFF;
    }

    private void fill() throws IOException {
        if (!refill()) {
            throw new ArchiveException("the gzip stream ends in the middle", new EOFException());
        }
    }

    private boolean refill() throws IOException {
        int count = in.read(buffer, 0, buffer.length);
        at = 0;
        end = Math.max(count, 0);
        consumed += end;
        return count > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
