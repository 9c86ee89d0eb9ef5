package dev.terrarium.testkit.debian;

import dev.terrarium.testkit.LoopbackServer;
import dev.terrarium.testkit.LoopbackServer.Request;
import dev.terrarium.testkit.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A Debian archive on loopback: suites with their indexes, by-hash files and signed Release files, and a pool of real packages.
 *
 * <p>It holds whatever was published last, and any file of it can be replaced or made to fail:
 *
 * <pre>{@code
 * try (var archive = DebianArchiveServer.start(now)) {
 *   archive.publish(TestSuite.of("trixie", now).with(Deb.of("base-files", "13.8")));
 *   archive.publish(TestSuite.of("trixie-updates", now), TestSuite.of("trixie-security", now));
 *   Files.write(keyring, archive.key().keyring());
 *   // sources: archive.address(), for the security updates too; fingerprint: archive.key().fingerprint()
 *
 *   archive.fault("dists/trixie/InRelease", request -> Reply.status(500));   // as long as it is set
 *   archive.publish(TestSuite.of("trixie", now.minus(Duration.ofDays(30)))); // expired
 *   archive.replace("dists/trixie/InRelease", bytes);                        // any bytes
 * }
 * }</pre>
 */
public final class DebianArchiveServer implements AutoCloseable {
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, Function<Request, Reply>> faults = new ConcurrentHashMap<>();
    private final ArchiveKey key;
    private final LoopbackServer server;

    private DebianArchiveServer(ArchiveKey key) {
        this.key = key;
        this.server = LoopbackServer.start(this::answer);
    }

    /** An empty archive, whose key was made the day before. */
    public static DebianArchiveServer start(Instant now) {
        return new DebianArchiveServer(ArchiveKey.generate(now.minusSeconds(86_400)));
    }

    private Reply answer(Request request) {
        String path = path(request);
        Function<Request, Reply> fault = faults.get(path);
        if (fault != null) {
            return fault.apply(request);
        }
        byte[] file = files.get(path);
        return file == null ? Reply.status(404) : Reply.file(request, file);
    }

    /** Makes suites, or makes them anew: their packages, indexes and Release files, signed at their date. */
    public void publish(TestSuite... suites) {
        for (TestSuite suite : suites) {
            String directory = "dists/" + suite.name() + "/";
            var indexes = suite.indexes();
            indexes.forEach((path, bytes) -> {
                files.put(directory + path, bytes);
                String parent = path.substring(0, path.lastIndexOf('/'));
                files.put(directory + parent + "/by-hash/SHA256/" + DebWriter.hex("SHA-256", bytes), bytes);
            });
            suite.debs().forEach(deb -> files.put(deb.filename(), DebWriter.write(deb)));
            String signed = key.clearsign(suite.release(indexes), suite.date());
            files.put(directory + "InRelease", signed.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A release and its two companions, as {@code os = "debian:<name>"} asks for them; the companions are empty. */
    public void publishRelease(TestSuite main) {
        publish(
                main,
                TestSuite.of(main.name() + "-updates", main.date()),
                TestSuite.of(main.name() + "-security", main.date()));
    }

    /** The same for {@code os = "ubuntu:<name>"}; here the companions are pockets of the same archive. */
    public void publishUbuntu(TestSuite main) {
        publish(
                main,
                TestSuite.ofUbuntu(main.name() + "-updates", main.date()),
                TestSuite.ofUbuntu(main.name() + "-security", main.date()));
    }

    /** A file as it is served now. */
    public byte[] file(String path) {
        byte[] file = files.get(path);
        if (file == null) {
            throw new IllegalArgumentException("the archive has no `" + path + "`");
        }
        return file.clone();
    }

    /** Serves other bytes; nothing that names the file is changed. */
    public void replace(String path, byte[] bytes) {
        files.put(path, bytes.clone());
    }

    public void replace(String path, String text) {
        replace(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public void remove(String path) {
        files.remove(path);
    }

    /** Answers requests for a file by a script, until {@link #heal}. */
    public void fault(String path, Function<Request, Reply> script) {
        faults.put(path, script);
    }

    public void heal() {
        faults.clear();
    }

    /** The root of the archive, with a slash at its end; it serves the security updates too. */
    public URI address() {
        return server.uri("/");
    }

    public ArchiveKey key() {
        return key;
    }

    /** What was asked so far: paths from the root of the archive, in order. */
    public List<String> asked() {
        return server.requests().stream().map(DebianArchiveServer::path).toList();
    }

    /** From the archive's root, and as a file's name is written: clients escape the {@code +} of versions. */
    private static String path(Request request) {
        return URI.create(request.path()).getPath().substring(1);
    }

    @Override
    public void close() {
        server.close();
    }
}
