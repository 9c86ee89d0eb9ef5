package dev.terrarium.store;

import dev.terrarium.io.ByteSource;
import dev.terrarium.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A directory of this program's own: {@code cas/sha256/ab/…} holds bytes by their digest, {@code ac/<kind>-v<N>/…} records of
 * what was computed from what, {@code images/} the names that people gave.
 *
 * <p>Older and newer versions share one store: a change of a record's meaning is a new N, never a new meaning of an old one.
 * Readers take no lock: files appear whole, by rename, and their bytes never change. Nothing is verified when it is read; bytes
 * are verified when they come in, and again before they leave for somewhere that trusts their digest.
 */
public final class Store {
    private final Path root;
    private final Publication publication;

    private Store(Path root) {
        this.root = root;
        this.publication = new Publication(root.resolve("tmp"));
    }

    /** Opens the store at a directory, which is made (mode 0700) when it is missing. */
    public static Store at(Path root) {
        StoreChecks.prepare(root);
        return new Store(root);
    }

    public Path root() {
        return root;
    }

    /** Where a blob lies or would lie; the file is never written to after it appeared. */
    public Path pathOf(Digest digest) {
        return root.resolve("cas/sha256").resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }

    public boolean has(Digest digest) {
        return Files.exists(pathOf(digest));
    }

    /** The blob's length in bytes, if it is here. */
    public Optional<Long> sizeOf(Digest digest) {
        try {
            return Optional.of(Files.size(pathOf(digest)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The blob's bytes, if it is here; a blob that is pruned later stays readable to who opened it before. */
    public Optional<InputStream> open(Digest digest) throws IOException {
        try {
            return Optional.of(Files.newInputStream(pathOf(digest)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** A blob as a source; reading it after it was pruned throws {@code NoSuchFileException}. */
    public ByteSource source(Digest digest) {
        return ByteSource.of(pathOf(digest));
    }

    /** Puts bytes in, whatever they are, and says what their digest is. */
    public Digest put(byte[] bytes) throws IOException {
        Digest digest = Digest.ofBytes(bytes);
        if (!has(digest)) {
            publication.publish(pathOf(digest), bytes);
        }
        return digest;
    }

    /** Puts a stream in, read to its end; the caller closes it. */
    public Digest put(InputStream in) throws IOException {
        try (BlobWriter writer = write()) {
            in.transferTo(writer);
            return writer.commit();
        }
    }

    /** A blob that is written piece by piece; nothing of it is seen before {@link BlobWriter#commit}. */
    public BlobWriter write() throws IOException {
        return new BlobWriter(this, publication);
    }

    /** The records of one kind, in the version in which this program writes and reads them. */
    public Records records(String kind, int version) {
        return new Records(root.resolve("ac").resolve(kind + "-v" + version), publication);
    }

    /** The directory of names, for the room that knows what a name means. */
    public Path images() {
        return root.resolve("images");
    }

    /** The way in which every file of this store comes to be. */
    public Publication publication() {
        return publication;
    }
}
