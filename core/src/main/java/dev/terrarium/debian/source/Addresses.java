package dev.terrarium.debian.source;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads the addresses of archives: over HTTP, the directory that {@code dists} and {@code pool} are in. */
final class Addresses {
    private Addresses() {}

    /** With a slash at the end; empty for what is not HTTP. */
    static Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text.endsWith("/") ? text : text + "/");
            boolean usable = uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return usable ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** @param what for the message, which never repeats the address: it may hold a password */
    static URI required(String text, String what) {
        return parse(text)
                .orElseThrow(() -> new UserError(
                        ErrorCode.CONFIGURATION_INVALID,
                        what + " is not an address that begins with http:// or https://",
                        "write the archive's root, the directory that `dists` and `pool` are in"));
    }
}
