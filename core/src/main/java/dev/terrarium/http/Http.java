package dev.terrarium.http;

import dev.terrarium.io.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches documents and files. Two methods, so that wrapping it (offline, counting, a test's scripted faults) is short.
 *
 * <p>Retries, redirects, proxies, certificates and credentials are the implementation's: a caller sees an answer or an
 * {@link dev.terrarium.error.EnvironmentError} whose text has no secret in it.
 */
public interface Http {
    /**
     * An answer that was read to its end.
     *
     * @param status 200 to 299, 304, 404 or 410; everything else was thrown
     * @param uri where the answer came from, after redirects, without credentials
     * @param headers lower-case names
     */
    record Answer(int status, URI uri, Map<String, List<String>> headers, byte[] body) {
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name)).map(List::getFirst);
        }

        public boolean isFound() {
            return status / 100 == 2;
        }
    }

    /** A document that fits into memory; one of more than {@code limit} bytes is refused. */
    Answer document(URI uri, Map<String, String> headers, int limit);

    /**
     * Streams a file's bytes; a connection that breaks is taken up again where it broke, so that {@code to} sees each byte once.
     *
     * @return false when the server says that it has no such file (404, 410)
     * @throws IOException only what {@code to} throws
     */
    boolean download(URI uri, Map<String, String> headers, OutputStream to, Progress.Step progress) throws IOException;
}
