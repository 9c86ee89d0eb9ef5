package dev.terrarium.tree;

import dev.terrarium.io.ByteSource;
import dev.terrarium.store.Store;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Reads the files of a tree, wherever in the store their bytes are. */
public final class Contents {
    private final Store store;

    public Contents(Store store) {
        this.store = store;
    }

    /** The file's bytes from the first on; the caller closes the stream. A short or damaged blob throws while it is read. */
    public InputStream open(Content content) throws IOException {
        return switch (content) {
            case Content.Inline inline -> new ByteArrayInputStream(inline.bytes());
            case Content.Stored(var blob, var offset, var size) ->
                ByteSource.of(store.pathOf(blob), offset, size).open();
            case Content.Deflated(var blob, var offset, var deflated, var size, var crc) -> {
                var raw = ByteSource.of(store.pathOf(blob), offset, deflated).open();
                yield new Inflating(raw);
            }
        };
    }

    /** All bytes of a file that is known to fit into memory. */
    public byte[] read(Content content) throws IOException {
        if (content.size() > Integer.MAX_VALUE - 16) {
            throw new IOException("a file of " + content.size() + " bytes does not fit into memory");
        }
        byte[] bytes = new byte[(int) content.size()];
        try (InputStream in = open(content)) {
            if (in.readNBytes(bytes, 0, bytes.length) < bytes.length || in.read() >= 0) {
                throw new EOFException("a file has another length than its archive said");
            }
        }
        if (content instanceof Content.Deflated deflated) {
            var crc = new CRC32();
            crc.update(bytes);
            if ((int) crc.getValue() != deflated.crc()) {
                throw new IOException("a file has another CRC than its archive said");
            }
        }
        return bytes;
    }

    /** Frees the native memory of its inflater when it is closed, which {@code InflaterInputStream} does only for its own. */
    private static final class Inflating extends InflaterInputStream {
        Inflating(InputStream raw) {
            super(raw, new Inflater(true), 1 << 14);
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }
}
