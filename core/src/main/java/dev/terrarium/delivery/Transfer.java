package dev.terrarium.delivery;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.TrustError;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Layer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

/**
 * A layer's bytes on their way from one place to another: reading ends with an error when they were not what the descriptor
 * says.
 *
 * <p>The check is on the way out and not on the way in only: a disk, a composer or somebody else's tool had the bytes meanwhile.
 */
final class Transfer extends FilterInputStream {
    private final Layer layer;
    private final MessageDigest running = Digest.sha256();
    private long length;
    private boolean ended;

    private Transfer(Layer layer) throws IOException {
        super(layer.open());
        this.layer = layer;
    }

    /** Writes exactly the descriptor's bytes, or throws. */
    static void copy(Layer layer, OutputStream to) throws IOException {
        try (var in = new Transfer(layer)) {
            in.transferTo(to);
        }
    }

    /** Uses exactly the descriptor's bytes, or throws. */
    static void read(Layer layer, Reader reader) throws IOException {
        try (var in = new Transfer(layer)) {
            reader.read(in);
        }
    }

    /** Somebody who reads a stream to its end. */
    @FunctionalInterface
    interface Reader {
        void read(InputStream in) throws IOException;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        int got = super.read(bytes, offset, count);
        if (got > 0) {
            running.update(bytes, offset, got);
            length += got;
            if (length > layer.descriptor().size()) {
                throw mismatch("has more than " + layer.descriptor().size() + " bytes");
            }
        } else if (got < 0 && !ended) {
            ended = true;
            check();
        }
        return got;
    }

    @Override
    public long skip(long count) {
        throw new UnsupportedOperationException("a layer that is checked is read whole");
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void check() {
        if (length < layer.descriptor().size()) {
            throw mismatch("has " + length + " bytes, not " + layer.descriptor().size());
        }
        Digest actual = Digest.ended(running);
        if (!actual.equals(layer.descriptor().digest())) {
            throw mismatch("has the digest " + actual);
        }
    }

    private TrustError mismatch(String what) {
        return new TrustError(
                ErrorCode.DIGEST_MISMATCH,
                "the layer " + layer.descriptor().digest() + " " + what,
                "the copy was given up; take the image from where it came from again");
    }
}
