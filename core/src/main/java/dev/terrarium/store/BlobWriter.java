package dev.terrarium.store;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.terrarium.oci.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * A blob on its way into the store: hashed while it is written, seen by nobody before {@link #commit}, gone if it is closed
 * without.
 */
public final class BlobWriter extends OutputStream {
    private final Store store;
    private final Path temporary;
    private final FileChannel file;
    private final MessageDigest running = Digest.sha256();
    private long length;

    BlobWriter(Store store, Publication publication) throws IOException {
        this.store = store;
        this.temporary = publication.temporary();
        this.file = FileChannel.open(temporary, CREATE_NEW, WRITE);
    }

    /** How many bytes were written so far. */
    public long length() {
        return length;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        running.update(bytes, offset, count);
        for (var left = ByteBuffer.wrap(bytes, offset, count); left.hasRemaining(); ) {
            file.write(left);
        }
        length += count;
    }

    /** Ends the blob and puts it under its digest; the writer takes nothing more. */
    public Digest commit() throws IOException {
        Digest digest = Digest.ended(running);
        if (!store.has(digest)) {
            file.force(true);
            Publication.move(temporary, store.pathOf(digest));
        }
        return digest;
    }

    /** Ends the blob only if it is the expected one; otherwise nothing was written and the actual digest is the answer. */
    public Digest commitIf(Digest expected) throws IOException {
        Digest actual = Digest.ended(running);
        if (actual.equals(expected) && !store.has(expected)) {
            file.force(true);
            Publication.move(temporary, store.pathOf(expected));
        }
        return actual;
    }

    @Override
    public void close() throws IOException {
        file.close();
        Files.deleteIfExists(temporary);
    }
}
