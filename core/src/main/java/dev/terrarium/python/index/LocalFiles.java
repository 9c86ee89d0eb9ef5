package dev.terrarium.python.index;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.http.Http;
import dev.terrarium.io.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * An {@link Http} that also knows {@code file:} addresses, which locks and find-links name besides others; everything else goes to
 * the network.
 *
 * <p>For addresses that a person wrote: pages that come over the network never lead here, see {@link Indexes}.
 */
public record LocalFiles(Http network) implements Http {
    @Override
    public Answer document(URI uri, Map<String, String> headers, int limit) {
        if (!isLocal(uri)) {
            return network.document(uri, headers, limit);
        }
        Path file = Path.of(uri);
        if (!Files.isRegularFile(file)) {
            return new Answer(404, uri, Map.of(), new byte[0]);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw new EnvironmentError(ErrorCode.DISK_FAILED, "`" + file + "` has more than " + limit + " bytes");
            }
            return new Answer(200, uri, Map.of(), bytes);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    @Override
    public boolean download(URI uri, Map<String, String> headers, OutputStream to, Progress.Step progress)
            throws IOException {
        if (!isLocal(uri)) {
            return network.download(uri, headers, to, progress);
        }
        Path file = Path.of(uri);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            progress.advance(in.transferTo(to));
            return true;
        }
    }

    private static boolean isLocal(URI uri) {
        return "file".equalsIgnoreCase(uri.getScheme());
    }

    private static EnvironmentError unreadable(Path file, IOException e) {
        return new EnvironmentError(ErrorCode.DISK_FAILED, "could not read `" + file + "`: " + e.getMessage());
    }
}
