package dev.terrarium.testkit.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A port of this machine that nobody listened on a moment ago, for a service that is about to be started.
 *
 * @param number of the port
 */
public record LocalPort(int number) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public static LocalPort free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new LocalPort(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks until somebody listens; the body of the answer, which must be 200. */
    public String get(String path) {
        return ask(request(path).GET().build());
    }

    public String post(String path, String json) {
        return ask(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + number + path))
                .timeout(PATIENCE);
    }

    private static String ask(HttpRequest request) {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .build()) {
            while (true) {
                try {
                    var answer = client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
                    if (answer.statusCode() != 200) {
                        throw new AssertionError(
                                request.uri() + " answers " + answer.statusCode() + ":\n" + answer.body());
                    }
                    return answer.body();
                } catch (IOException e) {
                    if (System.nanoTime() > patience) {
                        throw new AssertionError("nobody answers at " + request.uri(), e);
                    }
                    DockerDaemon.pause();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
