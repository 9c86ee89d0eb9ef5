package dev.terrarium.interpreter;

import dev.terrarium.archive.ArchiveException;
import dev.terrarium.archive.GzipInput;
import dev.terrarium.archive.ZstdInput;
import dev.terrarium.debian.deb.DataTar;
import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.TrustError;
import dev.terrarium.io.LimitExceeded;
import dev.terrarium.io.Limits;
import dev.terrarium.oci.Digest;
import dev.terrarium.store.Records;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Tree;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Opens an archive of an interpreter that lies in the store: a tar, packed by gzip or zstd, whichever its first bytes say.
 *
 * <p>Unpacked once: the store keeps the tar, and each file is a slice of it, as with packages.
 */
final class StandaloneArchive {
    private final Store store;

    StandaloneArchive(Store store) {
        this.store = store;
    }

    /** @throws TrustError when it is no such archive, although its digest is the one that somebody wrote down */
    Tree read(Digest archive) {
        try {
            return DataTar.read(store, unpacked(archive)).tree();
        } catch (ArchiveException | LimitExceeded e) {
            throw new TrustError(
                    Problem.of(
                            ErrorCode.ARCHIVE_INVALID,
                            "the archive of `interpreter.archive` is not sound: " + e.getMessage(),
                            "check that its `sha256` is that of a `.tar.gz` or `.tar.zst` of a CPython"),
                    e);
        } catch (IOException e) {
            throw new EnvironmentError(
                    Problem.of(
                            ErrorCode.DISK_FAILED,
                            "the archive of `interpreter.archive` cannot be opened in the store: " + e.getMessage(),
                            "check the space and the permissions of " + store.root()),
                    e);
        }
    }

    private Digest unpacked(Digest archive) throws IOException {
        Records records = store.records("interpreter-tar", 1);
        Optional<Digest> known = records.find(archive)
                .flatMap(bytes -> Digest.parse(new String(bytes, StandardCharsets.US_ASCII)))
                .filter(store::has);
        if (known.isPresent()) {
            return known.get();
        }
        try (InputStream in = decompressed(archive)) {
            Digest tar = store.put(in);
            records.add(archive, tar.toString().getBytes(StandardCharsets.US_ASCII));
            return tar;
        }
    }

    private InputStream decompressed(Digest archive) throws IOException {
        var in = new BufferedInputStream(store.source(archive).open(), 1 << 13);
        try {
            in.mark(4);
            byte[] head = in.readNBytes(4);
            in.reset();
            if (head.length == 4 && head[0] == 0x1f && head[1] == (byte) 0x8b) {
                return GzipInput.open(in, Limits.PACKAGE);
            }
            if (head.length == 4 && head[0] == 0x28 && head[1] == (byte) 0xb5) {
                return ZstdInput.open(in, Limits.PACKAGE);
            }
            throw new ArchiveException("it is packed neither by gzip nor by zstd");
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
