package dev.terrarium.debian.source;

import dev.terrarium.debian.release.Keyring;
import java.net.URI;
import java.util.Optional;

/**
 * The root of an archive, and what makes its files believed.
 *
 * @param uri ends in a slash; may carry user and password, so show it with {@code ShownUri}
 * @param keyring the keys that vouch for it
 * @param origin what its Release files must say about their origin; empty when any will do
 * @param certain whether it was meant for us; one that was not, an entry of apt without a key of its own, may turn out to be
 *     somebody else's archive, and is then passed over
 * @param from where it is configured, for people: {@code /etc/apt/sources.list:3}
 */
public record Location(URI uri, Keyring keyring, Optional<String> origin, boolean certain, String from) {
    public Location {
        if (!uri.getPath().endsWith("/")) {
            throw new IllegalArgumentException("an archive's address ends in a slash");
        }
    }

    /** A file of the archive by its name from the root; appended and not resolved, so that no name leads to another host. */
    public URI resolve(String filename) {
        return URI.create(uri + encoded(filename));
    }

    /** Versions hold characters that mean something else in an address: a tilde does not, a plus may. */
    static String encoded(String filename) {
        return filename.replace("%", "%25")
                .replace(":", "%3a")
                .replace("+", "%2b")
                .replace(" ", "%20");
    }
}
