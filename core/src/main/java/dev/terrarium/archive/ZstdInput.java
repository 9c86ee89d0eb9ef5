package dev.terrarium.archive;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.terrarium.io.Limits;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * Reads a foreign .zst stream, one frame or several, with bounds on memory and output; every damage is an {@link
 * ArchiveException}.
 *
 * <p>Not the library's stream itself: a header may ask for a window of 2 GiB, and its exceptions are of its own kind.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8878">RFC 8878</a>
 */
public final class ZstdInput extends FilterInputStream {
    /** 128 MiB: what {@code zstd --ultra -22} needs. Packages are made with {@code -19}, which needs 8. */
    private static final int LARGEST_WINDOW_LOG = 27;

    private ZstdInput(InputStream in) {
        super(in);
    }

    /** The decompressed stream; closing it closes {@code compressed}, which stays the caller's if this throws. */
    public static InputStream open(InputStream compressed, Limits limits) throws IOException {
        var buffered = new BufferedInputStream(compressed, 1 << 16);
        requireSomething(buffered);
        var counted = new CountedInput(buffered);
        try {
            var zstd = new ZstdInputStreamNoFinalizer(counted).setLongMax(LARGEST_WINDOW_LOG);
            return new ZstdInput(new BoundedInput(zstd, limits, counted::count));
        } catch (ZstdIOException e) {
            throw explained(e);
        }
    }

    /** No frame at all is well-formed to the library. */
    private static void requireSomething(BufferedInputStream compressed) throws IOException {
        compressed.mark(1);
        if (compressed.read() < 0) {
            throw new ArchiveException("the zstd stream is empty");
        }
        compressed.reset();
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (ZstdIOException e) {
            throw explained(e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (ZstdIOException e) {
            throw explained(e);
        }
    }

    @Override
    public long skip(long most) throws IOException {
        try {
            return super.skip(most);
        } catch (ZstdIOException e) {
            throw explained(e);
        }
    }

    private static ArchiveException explained(ZstdIOException e) {
        return new ArchiveException(
                "the zstd stream is damaged: " + String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT), e);
    }
}
