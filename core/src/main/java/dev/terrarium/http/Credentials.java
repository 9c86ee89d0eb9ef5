package dev.terrarium.http;

import dev.terrarium.io.Environment;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who we are at which origin: from an address that carried user and password, else from the netrc file.
 *
 * <p>An address's credentials are remembered for its origin: the pages of a private package index link to files of the same
 * origin without repeating them. They never go to another scheme, host or port. What is in the netrc file knows no scheme, so it
 * is sent only encrypted, or to this machine.
 */
final class Credentials {
    private final Netrc netrc;
    private final Map<Origin, String> remembered = new ConcurrentHashMap<>();

    Credentials(Netrc netrc) {
        this.netrc = netrc;
    }

    static Credentials of(Environment environment) {
        return new Credentials(Netrc.of(environment));
    }

    /** Remembers what an address carries; to be called only with addresses that somebody configured, never with redirects. */
    void learn(URI uri) {
        String user = uri.getRawUserInfo();
        if (user != null) {
            remembered.put(Origin.of(uri), decoded(user));
        }
    }

    /** The value of {@code Authorization} for a request to this address. */
    Optional<String> authorization(URI uri) {
        Origin origin = Origin.of(uri);
        return Optional.ofNullable(remembered.get(origin))
                .or(() -> origin.isEncrypted() || origin.isLoopback() ? netrc.login(origin.host()) : Optional.empty())
                .map(Credentials::basic);
    }

    static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    /** {@code user:password} with its escapes resolved; a user alone has an empty password. */
    static String decoded(String userInfo) {
        String plus = userInfo.replace("+", "%2B");
        String login = URLDecoder.decode(plus, StandardCharsets.UTF_8);
        return userInfo.indexOf(':') < 0 ? login + ":" : login;
    }
}
