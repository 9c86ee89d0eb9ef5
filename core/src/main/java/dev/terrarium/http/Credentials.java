package dev.terrarium.http;

import dev.terrarium.io.Environment;
import dev.terrarium.io.Lazy;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Who we are at which origin: from an address that carried user and password, else from the netrc file, else from the keyring.
 *
 * <p>An address's credentials are remembered for its origin: the pages of a private package index link to files of the same origin without
 * repeating them. Of several indexes at one origin the one whose path is nearest counts. They never go to another scheme, host or port. What is
 * in the netrc file or the keyring knows no scheme, so it is sent only encrypted, or to this machine. A server that offers nothing but {@code
 * Bearer} gets the password as such a token.
 */
final class Credentials {
    /** Whom pip asks the keyring for when an address names nobody. */
    private static final String NOBODY = "__token__";

    private final Netrc netrc;
    private final Keyring keyring;
    private final Lazy<Boolean> configured;
    private final Map<Origin, Set<Login>> remembered = new ConcurrentHashMap<>();
    private final Set<Origin> bearers = ConcurrentHashMap.newKeySet();

    /** @param path below which it counts, with a slash at its end */
    private record Login(String path, String user, String password) {
        boolean isWhole() {
            return !password.isEmpty();
        }

        String text() {
            return user + ":" + password;
        }

        /** No password is ever printed. */
        @Override
        public String toString() {
            return "Login[" + path + "]";
        }
    }

    /** @param known addresses that somebody configured, read with the first request */
    Credentials(Netrc netrc, Keyring keyring, Supplier<List<URI>> known) {
        this.netrc = netrc;
        this.keyring = keyring;
        this.configured = new Lazy<>(() -> {
            known.get().forEach(this::learn);
            return true;
        });
    }

    static Credentials of(Environment environment, Supplier<List<URI>> known) {
        return new Credentials(Netrc.of(environment), Keyring.of(environment), known);
    }

    /** Remembers what an address carries; to be called only with addresses that somebody configured, never with redirects. */
    void learn(URI uri) {
        String user = uri.getRawUserInfo();
        if (user != null) {
            String login = decoded(user);
            int colon = login.indexOf(':');
            add(Origin.of(uri), new Login(directory(uri), login.substring(0, colon), login.substring(colon + 1)));
        }
    }

    /** A page of an index carries the index's login again, and is no place of its own. */
    private void add(Origin origin, Login login) {
        Set<Login> there = remembered.computeIfAbsent(origin, one -> ConcurrentHashMap.newKeySet());
        boolean covered = there.stream()
                .anyMatch(
                        one -> login.path().startsWith(one.path()) && one.text().equals(login.text()));
        if (!covered) {
            there.add(login);
        }
    }

    private static String directory(URI uri) {
        String path = Optional.ofNullable(uri.getRawPath()).orElse("");
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** The value of {@code Authorization} for a request to this address. */
    Optional<String> authorization(URI uri) {
        return configured.get() ? login(uri).map(login -> value(uri, login)) : Optional.empty();
    }

    /**
     * Another value, after a server refused the first: what it asks for in {@code WWW-Authenticate}, or what the keyring knows.
     *
     * @param challenges the header's values
     */
    Optional<String> afterRefusal(URI uri, List<String> challenges) {
        Origin origin = Origin.of(uri);
        if (offers(challenges, "bearer") && !offers(challenges, "basic")) {
            bearers.add(origin);
        }
        Optional<Login> login = login(uri);
        if (login.filter(Login::isWhole).isEmpty() && isSafe(origin)) {
            String user = login.map(Login::user).filter(name -> !name.isEmpty()).orElse(NOBODY);
            String path = nearest(uri).map(Login::path).orElse("/");
            keyring.password(services(uri, path), user)
                    .ifPresent(password -> add(origin, new Login(path, user, password)));
        }
        return login(uri).filter(Login::isWhole).map(known -> value(uri, known));
    }

    private static boolean offers(List<String> challenges, String scheme) {
        return challenges.stream()
                .anyMatch(one -> one.toLowerCase(Locale.ROOT).matches("(.*,)?\\s*" + scheme + "\\b.*"));
    }

    /** The index's own address, then the host, as pip and uv ask. */
    private static List<String> services(URI uri, String path) {
        String host = uri.getRawAuthority().replaceFirst(".*@", "");
        return List.of(uri.getScheme() + "://" + host + path, host);
    }

    private String value(URI uri, Login login) {
        return bearers.contains(Origin.of(uri)) && login.isWhole() ? "Bearer " + login.password() : basic(login.text());
    }

    private Optional<Login> login(URI uri) {
        Origin origin = Origin.of(uri);
        Optional<Login> nearest = nearest(uri);
        return nearest.filter(Login::isWhole)
                .or(() -> isSafe(origin)
                        ? netrc.login(origin.host())
                                .map(text -> split(text))
                                .filter(found -> nearest.filter(
                                                one -> !one.user().equals(found.user()))
                                        .isEmpty())
                        : Optional.empty())
                .or(() -> nearest);
    }

    private static Login split(String login) {
        int colon = login.indexOf(':');
        return new Login("/", login.substring(0, colon), login.substring(colon + 1));
    }

    /** The longest path that the address is below; of an origin's other places any will do, since files lie beside their index. */
    private Optional<Login> nearest(URI uri) {
        String path = Optional.ofNullable(uri.getRawPath()).orElse("");
        return remembered.getOrDefault(Origin.of(uri), Set.of()).stream()
                .max(Comparator.comparingInt((Login one) ->
                                path.startsWith(one.path()) ? one.path().length() : -1)
                        .thenComparing(Login::isWhole)
                        .thenComparing(Login::path)
                        .thenComparing(Login::text));
    }

    private static boolean isSafe(Origin origin) {
        return origin.isEncrypted() || origin.isLoopback();
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
