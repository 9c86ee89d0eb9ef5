package dev.terrarium.http;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Environment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Through which proxy a request goes, by the variables that curl and pip heed: {@code http_proxy}, {@code https_proxy}, {@code
 * all_proxy} and {@code no_proxy}, in lower or upper case.
 *
 * <p>Java's own selector knows system properties only. This machine itself is never asked through a proxy. Proxies that speak
 * SOCKS or TLS are refused by name instead of being passed by.
 */
final class Proxies extends ProxySelector {
    private final Optional<URI> http;
    private final Optional<URI> https;
    private final List<String> direct;

    private Proxies(Optional<URI> http, Optional<URI> https, List<String> direct) {
        this.http = http;
        this.https = https;
        this.direct = direct;
    }

    static Proxies of(Environment environment) {
        Optional<URI> all = proxy(environment, "all_proxy");
        return new Proxies(
                proxy(environment, "http_proxy").or(() -> all),
                proxy(environment, "https_proxy").or(() -> all),
                either(environment, "no_proxy").stream()
                        .flatMap(value -> Arrays.stream(value.split("[,\\s]+")))
                        .filter(host -> !host.isEmpty())
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .toList());
    }

    private static Optional<URI> proxy(Environment environment, String variable) {
        return either(environment, variable).map(value -> checked(variable, value));
    }

    private static Optional<String> either(Environment environment, String variable) {
        return environment.variable(variable).or(() -> environment.variable(variable.toUpperCase(Locale.ROOT)));
    }

    private static URI checked(String variable, String value) {
        URI uri;
        try {
            uri = URI.create(value.contains("://") ? value : "http://" + value);
        } catch (IllegalArgumentException e) {
            // the parser's message repeats the value, and with it a password
            throw new UserError(ErrorCode.CONFIGURATION_INVALID, "`" + variable + "` is not the address of a proxy");
        }
        if (uri.getHost() == null) {
            throw new UserError(ErrorCode.CONFIGURATION_INVALID, "`" + variable + "` names no host");
        }
        if (!"http".equalsIgnoreCase(uri.getScheme())) {
            throw new UserError(
                    ErrorCode.NOT_IN_THIS_VERSION,
                    "`" + variable + "` names a proxy that speaks " + uri.getScheme() + ": not in this version",
                    "name a proxy that speaks HTTP");
        }
        return uri;
    }

    /** The proxy that a request to this address goes through. */
    Optional<URI> proxyFor(URI target) {
        Origin origin = Origin.of(target);
        if (origin.isLoopback() || direct.stream().anyMatch(pattern -> matches(pattern, origin))) {
            return Optional.empty();
        }
        return origin.isEncrypted() ? https : http;
    }

    private static boolean matches(String pattern, Origin origin) {
        int colon = pattern.lastIndexOf(':');
        boolean withPort = colon > 0 && pattern.substring(colon + 1).chars().allMatch(Character::isDigit);
        if (withPort && !pattern.substring(colon + 1).equals(Integer.toString(origin.port()))) {
            return false;
        }
        String host = withPort ? pattern.substring(0, colon) : pattern;
        String suffix = host.startsWith("*.") ? host.substring(1) : host.startsWith(".") ? host : "." + host;
        return host.equals("*") || ("." + origin.host()).endsWith(suffix);
    }

    /** The value of {@code Proxy-Authorization}, if the request goes through a proxy that wants to know who asks. */
    Optional<String> authorization(URI target) {
        return proxyFor(target)
                .flatMap(proxy -> Optional.ofNullable(proxy.getRawUserInfo()))
                .map(user -> Credentials.basic(Credentials.decoded(user)));
    }

    @Override
    public List<Proxy> select(URI target) {
        return proxyFor(target)
                .map(proxy -> new Proxy(
                        Proxy.Type.HTTP,
                        InetSocketAddress.createUnresolved(
                                proxy.getHost(), proxy.getPort() < 0 ? 3128 : proxy.getPort())))
                .map(List::of)
                .orElse(List.of(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException failure) {
        // the request fails with the same exception, and that is where it is told
    }
}
