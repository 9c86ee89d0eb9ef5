package dev.terrarium.store;

import dev.terrarium.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What was once computed, by the digest of everything it was computed from: the action cache for one kind of question.
 *
 * <p>A record is small and its writer is deterministic, so two values for one key mean that something which matters is missing
 * from the key. That is an error of this program, told at once; the last writer does not win.
 */
public final class Records {
    private static final int LARGEST = 64 << 20;

    private final Path directory;
    private final Publication publication;

    Records(Path directory, Publication publication) {
        this.directory = directory;
        this.publication = publication;
    }

    public Optional<byte[]> find(Digest key) throws IOException {
        Path file = pathOf(key);
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException("a record of more than 64 MiB: " + file);
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** @throws IllegalStateException when another value is already there for this key */
    public void add(Digest key, byte[] value) throws IOException {
        Optional<byte[]> present = find(key);
        if (present.isPresent()) {
            if (!Arrays.equals(present.get(), value)) {
                throw new IllegalStateException("two values for one key: " + pathOf(key));
            }
            return;
        }
        publication.publish(pathOf(key), value);
    }

    /** For kinds of question that have several right answers: the last one stays. */
    public void replace(Digest key, byte[] value) throws IOException {
        Optional<byte[]> present = find(key);
        if (present.isEmpty() || !Arrays.equals(present.get(), value)) {
            publication.publish(pathOf(key), value);
        }
    }

    /** Forgets a record whose blobs were pruned, so that it can be made again. */
    public void forget(Digest key) throws IOException {
        Files.deleteIfExists(pathOf(key));
    }

    private Path pathOf(Digest key) {
        return directory.resolve(key.hex().substring(0, 2)).resolve(key.hex());
    }
}
