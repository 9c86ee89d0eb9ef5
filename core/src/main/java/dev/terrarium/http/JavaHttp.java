package dev.terrarium.http;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Environment;
import dev.terrarium.io.Lazy;
import dev.terrarium.io.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * {@link Http} over Java's own client.
 *
 * <p>HTTP/1.1, because many files at once go faster over many connections than over one. The client, its threads and the
 * certificates come into being with the first request: a build that needs no network does not pay for it. A proxy that wants a
 * password for encrypted addresses needs {@code -Djdk.http.auth.tunneling.disabledSchemes=} on Java's command line.
 */
public final class JavaHttp implements Http {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Exchange exchange;
    private final Credentials credentials;
    private final Attempts attempts;
    private final InstantSource clock;
    private final Duration patience;

    /** What the tests turn: everything else they do as everybody does. */
    JavaHttp(Environment environment, Attempts attempts, Duration patience) {
        this(environment, attempts, patience, List::of);
    }

    private JavaHttp(Environment environment, Attempts attempts, Duration patience, Supplier<List<URI>> known) {
        var proxies = Proxies.of(environment);
        this.credentials = Credentials.of(environment, known);
        this.exchange = new Exchange(client(environment, proxies), credentials, proxies, patience);
        this.attempts = attempts;
        this.clock = environment.clock();
        this.patience = patience;
    }

    /** @param jitter spreads the waits before repetitions; nothing else depends on it */
    public static JavaHttp of(Environment environment, Progress progress, RandomGenerator jitter) {
        return of(environment, progress, jitter, Retry.USUAL);
    }

    public static JavaHttp of(Environment environment, Progress progress, RandomGenerator jitter, Retry retry) {
        return of(environment, progress, jitter, retry, List::of);
    }

    /** @param known configured addresses, whose logins are for all that lies at their origins; asked for with the first request */
    public static JavaHttp of(
            Environment environment,
            Progress progress,
            RandomGenerator jitter,
            Retry retry,
            Supplier<List<URI>> known) {
        return new JavaHttp(environment, new Attempts(retry, jitter, Thread::sleep, progress), PATIENCE, known);
    }

    private static Supplier<HttpClient> client(Environment environment, Proxies proxies) {
        return new Lazy<>(() -> {
            var builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(Duration.ofSeconds(20))
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .proxy(proxies);
            Certificates.of(environment).ifPresent(builder::sslContext);
            return builder.build();
        });
    }

    @Override
    public Answer document(URI uri, Map<String, String> headers, int limit) {
        URI plain = learned(uri);
        return attempts.<Answer, RuntimeException>make(() -> read(plain, headers, limit), () -> 0);
    }

    private Answer read(URI uri, Map<String, String> headers, int limit) throws Fault, InterruptedException {
        HttpResponse<InputStream> response = exchange.get(uri, headers);
        try (InputStream body = new Watched(response.body(), patience)) {
            int status = response.statusCode();
            if (status / 100 != 2 && status != 304 && !isMissing(status)) {
                throw Fault.of(response, clock);
            }
            byte[] bytes = body.readNBytes(limit);
            if (bytes.length == limit && body.read() >= 0) {
                throw Fault.lasting(
                        ErrorCode.SERVER_REFUSED, "`" + ShownUri.of(uri) + "` has more than " + limit + " bytes");
            }
            return new Answer(
                    status, response.uri(), lowerCase(response.headers().map()), bytes);
        } catch (IOException e) {
            throw Fault.of(response.uri(), e);
        }
    }

    @Override
    public boolean download(URI uri, Map<String, String> headers, OutputStream to, Progress.Step progress)
            throws IOException {
        URI plain = learned(uri);
        var transfer = new Transfer(to, progress);
        return attempts.<Boolean, IOException>make(() -> stream(plain, headers, transfer), transfer::written);
    }

    private boolean stream(URI uri, Map<String, String> headers, Transfer transfer)
            throws Fault, InterruptedException, IOException {
        var asked = new TreeMap<>(headers);
        asked.putAll(transfer.rangeHeaders());
        HttpResponse<InputStream> response = exchange.get(uri, asked);
        // closing must not hide why the copy ended, and a broken connection must be told from a full disk
        try (InputStream body = new Watched(response.body(), patience)) {
            if (isMissing(response.statusCode()) && transfer.written() == 0) {
                return false;
            }
            if (response.statusCode() != 200 && response.statusCode() != 206) {
                throw Fault.of(response, clock);
            }
            transfer.take(response, body);
            return true;
        }
    }

    private static boolean isMissing(int status) {
        return status == 404 || status == 410;
    }

    private URI learned(URI uri) {
        if (uri.getHost() == null
                || !List.of("http", "https").contains(Origin.of(uri).scheme())) {
            throw new UserError(ErrorCode.CONFIGURATION_INVALID, "`" + ShownUri.of(uri) + "` is no HTTP address");
        }
        credentials.learn(uri);
        return ShownUri.withoutUser(uri);
    }

    private static Map<String, List<String>> lowerCase(Map<String, List<String>> headers) {
        var lower = new TreeMap<String, List<String>>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return Map.copyOf(lower);
    }
}
