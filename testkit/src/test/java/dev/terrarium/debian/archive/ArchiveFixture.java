package dev.terrarium.debian.archive;

import dev.terrarium.debian.source.DebianSources;
import dev.terrarium.http.JavaHttp;
import dev.terrarium.http.Retry;
import dev.terrarium.io.Environment;
import dev.terrarium.io.Progress;
import dev.terrarium.oci.Platform;
import dev.terrarium.store.Store;
import dev.terrarium.testkit.debian.DebianArchiveServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** An archive, a store and a client that does not wait between repetitions. */
final class ArchiveFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    final DebianArchiveServer server = DebianArchiveServer.start(NOW);
    final Store store;
    final Environment environment;
    private final Path directory;
    private final DebianArchive archive;

    ArchiveFixture(Path directory) {
        this.directory = directory;
        this.environment = new Environment(Map.of(), directory, directory, directory, InstantSource.fixed(NOW));
        this.store = Store.at(directory.resolve("store"));
        var http = JavaHttp.of(
                environment,
                Progress.SILENT,
                new Random(1),
                new Retry(2, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1)));
        this.archive = new DebianArchive(http, store, environment.clock(), Progress.SILENT);
    }

    /** The archive for everything, vouched for by its own key. */
    DebianSources sources() {
        return sources(server.key().keyring(), server.key().fingerprint());
    }

    DebianSources sources(byte[] keyring, String fingerprint) {
        try {
            Path file = Files.write(directory.resolve("keyring.gpg"), keyring);
            String address = server.address().toString();
            return DebianSources.of(
                    new DebianSources.Explicit(
                            Optional.of(address),
                            Optional.of(address),
                            Optional.of(file),
                            List.of(fingerprint),
                            "--source"),
                    environment);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    ArchiveSnapshot open(Policy policy) {
        return open(sources(), policy);
    }

    ArchiveSnapshot open(DebianSources sources, Policy policy) {
        try {
            return archive.open(sources, "trixie", Platform.AMD64, policy);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
