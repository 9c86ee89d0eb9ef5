package dev.terrarium.archive;

import dev.terrarium.io.Limits;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZIOException;
import org.tukaani.xz.XZInputStream;

/**
 * Reads a foreign .xz stream with bounds on memory and output; every damage is an {@link ArchiveException}.
 *
 * <p>Not the library's stream itself: a header may ask for 4 GiB of dictionary, and its exceptions are of five kinds.
 */
public final class XzInput extends FilterInputStream {
    /** {@code xz -9}, the most that Debian's packages use, needs 65 MiB. */
    private static final int MEMORY_KIB = 128 << 10;

    private XzInput(InputStream in) {
        super(in);
    }

    /** The decompressed stream; closing it closes {@code compressed}, which stays the caller's if this throws. */
    public static InputStream open(InputStream compressed, Limits limits) throws IOException {
        var counted = new CountedInput(new BufferedInputStream(compressed, 1 << 16));
        try {
            return new XzInput(new BoundedInput(new XZInputStream(counted, MEMORY_KIB), limits, counted::count));
        } catch (IOException e) {
            throw explained(e);
        }
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw explained(e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (IOException e) {
            throw explained(e);
        }
    }

    @Override
    public long skip(long most) throws IOException {
        try {
            return super.skip(most);
        } catch (IOException e) {
            throw explained(e);
        }
    }

    private static IOException explained(IOException e) {
        return switch (e) {
            case MemoryLimitException limit ->
                new ArchiveException(
                        "the xz stream asks for more than " + (MEMORY_KIB >> 10) + " MiB of memory", limit);
            case EOFException end -> new ArchiveException("the xz stream ends in the middle", end);
            case XZIOException broken -> new ArchiveException("the xz stream is damaged", broken);
            default -> e;
        };
    }
}
