package dev.terrarium.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.terrarium.testkit.Reply.Broken;
import dev.terrarium.testkit.Reply.Silent;
import dev.terrarium.testkit.Reply.Whole;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A real HTTP server on loopback whose answers a test writes, faults included, and which remembers what it was asked.
 *
 * <p>Not a mock of a client: headers, connections and their breaking are real. A path can be answered differently each time: the
 * script sees how often it was asked before.
 *
 * <pre>{@code
 * try (var server = LoopbackServer.start(request -> request.nth() == 1 ? Reply.status(503) : Reply.text("hello"))) {
 *   http.document(server.uri("/page"), Map.of(), 100);
 *   assertThat(server.requests()).hasSize(2);
 * }
 * }</pre>
 */
public final class LoopbackServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * What was asked.
     *
     * @param path with the query, as it was sent; a proxy sees the whole address
     * @param headers lower-case names
     * @param nth counted from 1 for each path
     */
    public record Request(String method, String path, Map<String, List<String>> headers, int nth) {
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name)).map(List::getFirst);
        }
    }

    private LoopbackServer(HttpServer server) {
        this.server = server;
    }

    /** Answers until it is closed, on a port of its own. */
    public static LoopbackServer start(Function<Request, Reply> script) {
        try {
            var loopback = new LoopbackServer(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            loopback.server.setExecutor(loopback.threads);
            loopback.server.createContext("/", exchange -> loopback.answer(exchange, script));
            loopback.server.start();
            return loopback;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** @param path with its leading slash */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** Everything that was asked so far, in the order in which it came. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange, Function<Request, Reply> script) throws IOException {
        Request request = remember(exchange);
        try (exchange) {
            switch (script.apply(request)) {
                case Whole(int status, var headers, byte[] body) -> send(exchange, status, headers, body, body.length);
                case Broken(int status, var headers, byte[] body, int sent) ->
                    send(exchange, status, headers, body, sent);
                case Silent() -> closed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Request remember(HttpExchange exchange) {
        String path = exchange.getRequestURI().toString();
        int before =
                (int) requests.stream().filter(seen -> seen.path().equals(path)).count();
        var headers = new TreeMap<String, List<String>>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        var request = new Request(exchange.getRequestMethod(), path, headers, before + 1);
        requests.add(request);
        return request;
    }

    private static void send(HttpExchange exchange, int status, Map<String, String> headers, byte[] body, int sent)
            throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            OutputStream out = exchange.getResponseBody();
            out.write(body, 0, sent);
            out.flush();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
