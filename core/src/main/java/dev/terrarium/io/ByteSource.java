package dev.terrarium.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes that can be read from their beginning as often as somebody asks.
 *
 * <p>Not an {@code InputStream}: a stream can be read once, belongs to whoever opened it, and cannot be sent again after a
 * broken connection. Not a {@code byte[]}: a layer may be larger than memory.
 */
@FunctionalInterface
public interface ByteSource {
    /** A new stream at the first byte; the caller closes it. */
    InputStream open() throws IOException;

    static ByteSource of(byte[] bytes) {
        return () -> new ByteArrayInputStream(bytes);
    }

    static ByteSource of(Path file) {
        return () -> Files.newInputStream(file);
    }

    /** {@code length} bytes of a file from {@code offset} on; a file that is shorter ends early, and the reader notices. */
    static ByteSource of(Path file, long offset, long length) {
        return () -> {
            var channel = Files.newByteChannel(file);
            try {
                channel.position(offset);
                return new LimitedInput(Channels.newInputStream(channel), length);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        };
    }

    /** Everything at once, for documents that are known to be small; a longer one is refused, never cut. */
    default byte[] readAtMost(int limit) throws IOException {
        try (InputStream in = open()) {
            byte[] bytes = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw new LimitExceeded("more than " + limit + " bytes");
            }
            return bytes;
        }
    }
}
