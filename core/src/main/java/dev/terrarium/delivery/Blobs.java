package dev.terrarium.delivery;

import dev.terrarium.io.ByteSource;
import dev.terrarium.oci.Digest;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the bytes of one place lie, by digest; whether they are what their name says is for the reader to check. */
@FunctionalInterface
interface Blobs {
    /** Bytes and how many there are. */
    record Blob(ByteSource bytes, long size) {}

    Optional<Blob> find(Digest digest) throws IOException;

    static Blobs of(Store store) {
        return digest -> ofFile(store.pathOf(digest));
    }

    /** The blobs of a layout; links are followed, since some tools make layouts of links, and the digest decides what they lead to. */
    static Blobs ofLayout(Path folder) {
        return digest -> ofFile(folder.resolve("blobs/sha256").resolve(digest.hex()));
    }

    private static Optional<Blob> ofFile(Path file) throws IOException {
        return Files.isRegularFile(file)
                ? Optional.of(new Blob(ByteSource.of(file), Files.size(file)))
                : Optional.empty();
    }
}
