package dev.terrarium.http;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that failed: what to tell if it was the last, and whether another one makes sense.
 *
 * <p>Its text is safe to show: addresses without user and query, and never a message of the HTTP library, which may repeat them.
 */
final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

    private final transient Problem problem;
    private final boolean passing;
    private final transient Optional<Duration> after;

    private Fault(Problem problem, boolean passing, Optional<Duration> after, @Nullable Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
        this.passing = passing;
        this.after = after;
    }

    /** What no repetition can change. */
    static Fault lasting(ErrorCode code, String message, String... hints) {
        return new Fault(Problem.of(code, message, hints), false, Optional.empty(), null);
    }

    /** What may be otherwise in a moment. */
    static Fault passing(String message) {
        return new Fault(Problem.of(ErrorCode.NETWORK_FAILED, message), true, Optional.empty(), null);
    }

    /** An answer with a status that nobody can use. */
    static Fault of(HttpResponse<?> response, InstantSource clock) {
        int status = response.statusCode();
        String host = Origin.of(response.uri()).toString();
        String where = "`" + ShownUri.of(response.uri()) + "`";
        Problem problem = switch (status) {
            case 401, 403 ->
                Problem.of(
                        ErrorCode.SERVER_REFUSED,
                        host + " did not let us read " + where + " (" + status + ")",
                        "give user and password in the source's address, in ~/.netrc, or to the command `keyring`");
            case 407 ->
                Problem.of(
                        ErrorCode.SERVER_REFUSED,
                        "the proxy on the way to " + host + " wants to know who asks (407)",
                        "give user and password in the proxy's address");
            case 429 -> Problem.of(ErrorCode.SERVER_REFUSED, host + " was asked too often (429): " + where);
            default -> Problem.of(ErrorCode.SERVER_REFUSED, host + " answered " + status + " for " + where);
        };
        Optional<Duration> after =
                response.headers().firstValue("retry-after").flatMap(text -> Retry.after(text, clock.instant()));
        return new Fault(problem, PASSING.contains(status), after, null);
    }

    /** A connection that could not be made, or broke. */
    static Fault of(URI uri, IOException cause) {
        String host = Origin.of(uri).toString();
        return switch (cause) {
            case SSLException e ->
                new Fault(
                        Problem.of(
                                ErrorCode.NETWORK_FAILED,
                                "no encrypted connection to " + host + ": " + reason(e),
                                "if a company's own authority signed its certificate, name the PEM file in SSL_CERT_FILE"),
                        isBroken(e),
                        Optional.empty(),
                        e);
            case HttpConnectTimeoutException e ->
                failed("could not connect to " + host + ": it does not answer", true, e);
            case HttpTimeoutException e -> failed(host + " did not answer in time", true, e);
            case ConnectException e
            when e.getCause() instanceof UnresolvedAddressException
                    || e.getMessage() == null
                            && e.getCause() instanceof ConnectException inner
                            && inner.getCause() instanceof UnresolvedAddressException ->
                failed("the name " + host + " is not known", true, e);
            case ConnectException e -> failed("could not connect to " + host, true, e);
            default -> failed("the connection to " + host + " broke", true, cause);
        };
    }

    private static Fault failed(String message, boolean passing, IOException cause) {
        return new Fault(
                Problem.of(ErrorCode.NETWORK_FAILED, message, "check the network, and http_proxy and https_proxy"),
                passing,
                Optional.empty(),
                cause);
    }

    private static boolean isBroken(SSLException e) {
        return e.getCause() instanceof IOException && !(e.getCause() instanceof SSLException);
    }

    private static String reason(SSLException e) {
        String text = Objects.requireNonNullElse(e.getMessage(), "");
        if (text.toLowerCase(Locale.ROOT).contains("pkix")) {
            return "nobody we believe signed its certificate";
        }
        return text.isBlank()
                ? "the handshake failed"
                : text.lines().findFirst().orElse(text);
    }

    boolean isPassing() {
        return passing;
    }

    Optional<Duration> after() {
        return after;
    }

    EnvironmentError asError() {
        return new EnvironmentError(problem, getCause());
    }
}
