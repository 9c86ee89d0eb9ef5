package dev.terrarium.http;

import dev.terrarium.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One GET, with its redirects followed by hand.
 *
 * <p>Java's client follows redirects too, and takes the request's headers along to wherever they lead. Here an {@code
 * Authorization} or a cookie ends with its origin, and what was asked for encrypted is never fetched in the clear.
 */
final class Exchange {
    private static final int MOST_REDIRECTS = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> REFUSALS = Set.of(401, 403);
    private static final Set<String> PRIVATE = Set.of("authorization", "cookie", "proxy-authorization");

    private final Supplier<HttpClient> client;
    private final Credentials credentials;
    private final Proxies proxies;
    private final Duration patience;

    Exchange(Supplier<HttpClient> client, Credentials credentials, Proxies proxies, Duration patience) {
        this.client = client;
        this.credentials = credentials;
        this.proxies = proxies;
        this.patience = patience;
    }

    /** The answer at the end of the redirects; its body is open. */
    HttpResponse<InputStream> get(URI uri, Map<String, String> headers) throws Fault, InterruptedException {
        URI at = uri;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            HttpResponse<InputStream> response = send(at, headers, Origin.of(at).equals(Origin.of(uri)));
            Optional<String> location = REDIRECTS.contains(response.statusCode())
                    ? response.headers().firstValue("location")
                    : Optional.empty();
            if (location.isEmpty()) {
                return response;
            }
            discard(response);
            at = target(at, location.get());
        }
        throw Fault.lasting(
                ErrorCode.SERVER_REFUSED, "`" + ShownUri.of(uri) + "` leads on more than " + MOST_REDIRECTS + " times");
    }

    /** Asked again once, where a refusal tells or lets us find out what is wanted. */
    private HttpResponse<InputStream> send(URI uri, Map<String, String> headers, boolean home)
            throws Fault, InterruptedException {
        Optional<String> first = credentials.authorization(uri);
        HttpResponse<InputStream> response = send(uri, headers, home, first);
        if (!REFUSALS.contains(response.statusCode())) {
            return response;
        }
        Optional<String> second =
                credentials.afterRefusal(uri, response.headers().allValues("www-authenticate"));
        if (second.isEmpty() || second.equals(first)) {
            return response;
        }
        discard(response);
        return send(uri, headers, home, second);
    }

    private HttpResponse<InputStream> send(
            URI uri, Map<String, String> headers, boolean home, Optional<String> authorization)
            throws Fault, InterruptedException {
        var request = HttpRequest.newBuilder(uri).timeout(patience).header("User-Agent", "terrarium");
        headers.forEach((name, value) -> {
            if (home || !PRIVATE.contains(name.toLowerCase(Locale.ROOT))) {
                request.setHeader(name, value);
            }
        });
        authorization.ifPresent(value -> request.setHeader("Authorization", value));
        proxies.authorization(uri).ifPresent(value -> request.setHeader("Proxy-Authorization", value));
        try {
            return client.get().send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw Fault.of(uri, e);
        }
    }

    private static URI target(URI from, String location) throws Fault {
        URI to;
        try {
            to = ShownUri.withoutUser(from.resolve(location));
        } catch (IllegalArgumentException e) {
            throw Fault.lasting(
                    ErrorCode.SERVER_REFUSED, "`" + ShownUri.of(from) + "` leads to something that is no address");
        }
        Origin origin = Origin.of(to);
        if (origin.host().isEmpty() || !Set.of("http", "https").contains(origin.scheme())) {
            throw Fault.lasting(
                    ErrorCode.SERVER_REFUSED, "`" + ShownUri.of(from) + "` leads to something that is not HTTP");
        }
        if (Origin.of(from).isEncrypted() && !origin.isEncrypted()) {
            throw Fault.lasting(
                    ErrorCode.SERVER_REFUSED,
                    "`" + ShownUri.of(from) + "` leads to `" + ShownUri.of(to) + "`, which is not encrypted");
        }
        return to;
    }

    private static void discard(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException e) {
            // a redirect's body is of no use to anybody
        }
    }
}
