package dev.terrarium.make.layer;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.TrustError;
import dev.terrarium.oci.Digest;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.TreePath;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/** Copies contents out of the archives in which they lie, and holds them against what those archives say about them. */
final class ContentCopier {
    private final Store store;
    private final Contents contents;
    private final byte[] buffer = new byte[1 << 16];

    ContentCopier(Store store, Contents contents) {
        this.store = store;
        this.contents = contents;
    }

    /** @return the SHA-256 of what was copied */
    Digest copy(TreePath path, Content content, SegmentWriter out) throws IOException, InterruptedException {
        MessageDigest running = Digest.sha256();
        var crc = new CRC32();
        long length = 0;
        try (InputStream in = contents.open(content)) {
            for (int count; (count = read(in)) >= 0; length += count) {
                if (length + count > content.size()) {
                    throw new EOFException("too long");
                }
                running.update(buffer, 0, count);
                crc.update(buffer, 0, count);
                out.write(buffer, 0, count);
            }
        } catch (EOFException | ZipException e) {
            throw damaged(path, content, e);
        }
        boolean asPromised = length == content.size()
                && !(content instanceof Content.Deflated deflated && deflated.crc() != (int) crc.getValue());
        if (!asPromised) {
            throw damaged(path, content, new EOFException("another length or CRC"));
        }
        return Digest.ended(running);
    }

    private int read(InputStream in) throws IOException {
        return in.read(buffer, 0, buffer.length);
    }

    private TrustError damaged(TreePath path, Content content, IOException cause) {
        return switch (content) {
            case Content.Inline inline -> throw new IllegalStateException("bytes in memory changed: " + path, cause);
            case Content.Stored(var blob, var offset, var size) -> damaged(path, blob, cause);
            case Content.Deflated(var blob, var offset, var deflated, var size, var crc) -> damaged(path, blob, cause);
        };
    }

    private TrustError damaged(TreePath path, Digest blob, IOException cause) {
        if (StoreTrouble.isDamaged(store, blob)) {
            return StoreTrouble.damaged(store, blob, cause);
        }
        return new TrustError(
                dev.terrarium.error.Problem.of(
                        ErrorCode.ARCHIVE_INVALID,
                        "the content of `" + path + "` is not what its archive " + blob + " says"),
                cause);
    }
}
