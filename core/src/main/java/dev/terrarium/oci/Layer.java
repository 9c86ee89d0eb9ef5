package dev.terrarium.oci;

import dev.terrarium.io.ByteSource;
import java.io.IOException;
import java.io.InputStream;

/**
 * One layer: what a manifest says about it, its diffID, and its bytes if somebody asks.
 *
 * <p>Three methods, so that a layer may be a file, a slice of an archive, or something that is composed while it is read: most
 * layers of most builds are never read at all, because whoever should get them has them.
 */
public interface Layer {
    /** Media type, digest and size of the bytes that {@link #open} yields. */
    Descriptor descriptor();

    /** The digest of the uncompressed tar. */
    Digest diffId();

    /** The bytes as they are stored and sent; nothing is verified here, so whoever passes them on does. */
    InputStream open() throws IOException;

    /** A layer whose bytes lie somewhere already. */
    static Layer of(Descriptor descriptor, Digest diffId, ByteSource bytes) {
        return new Lying(descriptor, diffId, bytes);
    }

    /** A layer that lies somewhere. */
    record Lying(Descriptor descriptor, Digest diffId, ByteSource bytes) implements Layer {
        @Override
        public InputStream open() throws IOException {
            return bytes.open();
        }
    }
}
