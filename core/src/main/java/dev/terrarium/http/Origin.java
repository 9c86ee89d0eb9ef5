package dev.terrarium.http;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/**
 * Whom a request is sent to: what must be equal for a credential to go along.
 *
 * @param scheme lower case
 * @param host lower case
 * @param port never -1: the scheme's own when the address names none
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6454">RFC 6454, the web origin concept</a>
 */
record Origin(String scheme, String host, int port) {
    static Origin of(URI uri) {
        String scheme = Objects.requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
        String host = Objects.requireNonNullElse(uri.getHost(), "").toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, host, uri.getPort() < 0 ? usual : uri.getPort());
    }

    boolean isEncrypted() {
        return scheme.equals("https");
    }

    boolean isLoopback() {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /** As it stands in messages: without the port when it is the scheme's own. */
    @Override
    public String toString() {
        return port == (isEncrypted() ? 443 : 80) ? host : host + ":" + port;
    }
}
