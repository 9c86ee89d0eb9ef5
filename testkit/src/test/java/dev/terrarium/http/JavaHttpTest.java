package dev.terrarium.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Environment;
import dev.terrarium.io.Progress;
import dev.terrarium.testkit.LoopbackServer;
import dev.terrarium.testkit.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaHttpTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    @TempDir
    Path home;

    private final List<Duration> waits = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    @Test
    void aDocumentComesWithItsHeadersInLowerCase() {
        try (var server = LoopbackServer.start(r -> Reply.text("hello").with("X-Kind", "greeting"))) {
            Http.Answer answer = http().document(server.uri("/a"), Map.of("Accept", "text/plain"), 100);
            assertThat(answer.isFound()).isTrue();
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("hello");
            assertThat(answer.header("x-kind")).contains("greeting");
            assertThat(server.requests().getFirst().header("accept")).contains("text/plain");
        }
    }

    @Test
    void aDocumentThatIsMissingIsAnAnswer() {
        try (var server = LoopbackServer.start(r -> Reply.status(404))) {
            assertThat(http().document(server.uri("/a"), Map.of(), 100).isFound())
                    .isFalse();
        }
    }

    @Test
    void aDocumentOfTheLargestSizeIsTakenAndOneByteMoreIsRefused() {
        try (var server = LoopbackServer.start(r -> Reply.text("12345"))) {
            assertThat(http().document(server.uri("/a"), Map.of(), 5).body()).hasSize(5);
            assertThatThrownBy(() -> http().document(server.uri("/a"), Map.of(), 4))
                    .isInstanceOf(EnvironmentError.class)
                    .hasMessage("`" + server.uri("/a") + "` has more than 4 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void whatMayPassIsAskedForAgain(int status) {
        try (var server = LoopbackServer.start(r -> r.nth() < 3 ? Reply.status(status) : Reply.text("ok"))) {
            assertThat(http().document(server.uri("/a"), Map.of(), 5).isFound()).isTrue();
            assertThat(waits).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 405, 418, 501})
    void whatLastsIsNotAskedForAgain(int status) {
        try (var server = LoopbackServer.start(r -> Reply.status(status))) {
            assertThatThrownBy(() -> http().document(server.uri("/a"), Map.of(), 5))
                    .isInstanceOf(EnvironmentError.class)
                    .hasMessageContaining(Integer.toString(status));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void repetitionsEnd() {
        try (var server = LoopbackServer.start(r -> Reply.status(503))) {
            assertThatThrownBy(() -> http().document(server.uri("/a"), Map.of(), 5))
                    .isInstanceOf(EnvironmentError.class)
                    .hasMessage("127.0.0.1:" + server.port() + " answered 503 for `" + server.uri("/a") + "`");
            assertThat(server.requests()).hasSize(5);
        }
    }

    @Test
    void aServerThatSaysWhenIsObeyedAndThePersonIsTold() {
        try (var server = LoopbackServer.start(r -> switch (r.nth()) {
            case 1 -> Reply.status(429).with("Retry-After", "7");
            case 2 -> Reply.status(503).with("Retry-After", "Mon, 4 May 2026 10:00:09 GMT");
            default -> Reply.text("ok");
        })) {
            assertThat(http().document(server.uri("/a"), Map.of(), 5).isFound()).isTrue();
            assertThat(waits).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(9));
            assertThat(notes)
                    .containsExactly(
                            "127.0.0.1:" + server.port() + " was asked too often (429): `" + server.uri("/a")
                                    + "`; again in 7 s",
                            "127.0.0.1:" + server.port() + " answered 503 for `" + server.uri("/a")
                                    + "`; again in 9 s");
        }
    }

    @Test
    void aServerThatSaysTomorrowIsNotWaitedFor() {
        try (var server = LoopbackServer.start(r -> Reply.status(429).with("Retry-After", "86400"))) {
            assertThatThrownBy(() -> http().document(server.uri("/a"), Map.of(), 5))
                    .isInstanceOf(EnvironmentError.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aPortThatNobodyListensOnIsNamed() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThatThrownBy(() -> http().document(URI.create("http://127.0.0.1:" + port + "/a"), Map.of(), 5))
                .isInstanceOf(EnvironmentError.class)
                .hasMessage("could not connect to 127.0.0.1:" + port);
        assertThat(waits).hasSize(4);
    }

    @Test
    void aHostWithoutAnAddressIsNamed() {
        assertThatThrownBy(() -> http().document(URI.create("http://nowhere.invalid/a"), Map.of(), 5))
                .isInstanceOf(EnvironmentError.class)
                .hasMessage("the name nowhere.invalid is not known");
    }

    @Test
    void aDownloadThatBreaksIsTakenUpWhereItBroke() throws IOException {
        byte[] file = bytes(300_000);
        try (var server = LoopbackServer.start(
                r -> r.nth() < 3 ? Reply.file(r, file).brokenAfter(100_000) : Reply.file(r, file))) {
            assertThat(download(server, "/f")).isEqualTo(file);
            assertThat(server.requests()).hasSize(3);
            assertThat(server.requests().get(1).header("range").orElse("")).matches("bytes=\\d+-");
            assertThat(server.requests().get(1).header("if-range")).isPresent();
        }
    }

    @Test
    void aServerThatKnowsNoRangesSendsTheWholeAndTheBeginningIsSkipped() throws IOException {
        byte[] file = bytes(300_000);
        try (var server =
                LoopbackServer.start(r -> r.nth() == 1 ? Reply.of(file).brokenAfter(200_000) : Reply.of(file))) {
            assertThat(download(server, "/f")).isEqualTo(file);
        }
    }

    @Test
    void aServerThatSendsAnotherPartIsRefused() {
        byte[] file = bytes(300_000);
        try (var server = LoopbackServer.start(r -> r.nth() == 1
                ? Reply.file(r, file).brokenAfter(100_000)
                : Reply.file(r, file).with("Content-Range", "bytes 5-299999/300000"))) {
            assertThatThrownBy(() -> download(server, "/f"))
                    .isInstanceOf(EnvironmentError.class)
                    .hasMessageContaining("on and sent `bytes 5-299999/300000`");
        }
    }

    @Test
    void aFileThatChangesOnTheWayIsRefused() {
        try (var server = LoopbackServer.start(
                r -> r.nth() == 1 ? Reply.of(bytes(300_000)).brokenAfter(200_000) : Reply.of(bytes(300_001)))) {
            assertThatThrownBy(() -> download(server, "/f"))
                    .isInstanceOf(EnvironmentError.class)
                    .hasMessage("`" + server.uri("/f") + "` changed while it was downloaded");
        }
    }

    @Test
    void aFullDiskIsTheCallersExceptionAndNotRepeated() {
        try (var server = LoopbackServer.start(r -> Reply.of(bytes(1000)))) {
            var full = new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    throw new IOException("no space left");
                }
            };
            assertThatThrownBy(() -> http().download(server.uri("/f"), Map.of(), full, Progress.Step.SILENT))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no space left");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aFileThatIsMissingIsSaidAndNothingWritten() throws IOException {
        try (var server = LoopbackServer.start(r -> Reply.status(404))) {
            var out = new ByteArrayOutputStream();
            assertThat(http().download(server.uri("/f"), Map.of(), out, Progress.Step.SILENT))
                    .isFalse();
            assertThat(out.size()).isZero();
        }
    }

    @Test
    void aServerThatFallsSilentIsGivenUp() {
        try (var server = LoopbackServer.start(r -> new Reply.Silent())) {
            var impatient = new JavaHttp(
                    environment(Map.of()),
                    attempts(new Retry(1, Duration.ZERO, Duration.ZERO, Duration.ZERO)),
                    Duration.ofMillis(200));
            assertThatThrownBy(() -> impatient.document(server.uri("/a"), Map.of(), 5))
                    .isInstanceOf(EnvironmentError.class)
                    .hasMessage("127.0.0.1:" + server.port() + " did not answer in time");
        }
    }

    @Test
    void credentialsOfAnAddressGoToItsOriginAndNowhereElse() {
        try (var other = LoopbackServer.start(r -> Reply.text("ok"));
                var server = LoopbackServer.start(r -> switch (r.path()) {
                    case "/same" -> Reply.redirect("/there");
                    case "/other" -> Reply.redirect(other.uri("/x").toString());
                    default -> Reply.text("ok");
                })) {
            var http = http();
            var with = URI.create("http://user:p%40ss@127.0.0.1:" + server.port() + "/same");
            assertThat(http.document(with, Map.of("Cookie", "a=b"), 5).uri()).isEqualTo(server.uri("/there"));
            http.document(server.uri("/other"), Map.of("Cookie", "a=b", "Accept", "x/y"), 5);
            assertThat(server.requests()).allSatisfy(request -> {
                assertThat(request.header("authorization")).contains("Basic dXNlcjpwQHNz");
                assertThat(request.header("cookie")).contains("a=b");
            });
            assertThat(other.requests()).singleElement().satisfies(request -> {
                assertThat(request.header("authorization")).isEmpty();
                assertThat(request.header("cookie")).isEmpty();
                assertThat(request.header("accept")).contains("x/y");
            });
        }
    }

    @Test
    void theNetrcFileServesItsHost() throws IOException {
        Files.writeString(home.resolve(".netrc"), "machine 127.0.0.1\n  login me\n  password secret\n");
        try (var server = LoopbackServer.start(r -> Reply.text("ok"))) {
            http().document(server.uri("/a"), Map.of(), 5);
            assertThat(server.requests().getFirst().header("authorization")).contains("Basic bWU6c2VjcmV0");
        }
    }

    @Test
    void noMessageHoldsASecret() {
        try (var server = LoopbackServer.start(r -> Reply.status(403))) {
            var uri = URI.create(
                    "http://user:hunter2@127.0.0.1:" + server.port() + "/a?X-Signature=hunter2&token=hunter2");
            assertThatThrownBy(() -> http().document(uri, Map.of(), 5))
                    .isInstanceOf(EnvironmentError.class)
                    .hasMessage(
                            "127.0.0.1:" + server.port() + " did not let us read `" + server.uri("/a") + "?…` (403)");
        }
    }

    @Test
    void redirectsEnd() {
        try (var server = LoopbackServer.start(r -> Reply.redirect("/again"))) {
            assertThatThrownBy(() -> http().document(server.uri("/a"), Map.of(), 5))
                    .isInstanceOf(EnvironmentError.class)
                    .hasMessage("`" + server.uri("/a") + "` leads on more than 10 times");
        }
    }

    @Test
    void aRedirectToAFileOfThisMachineIsRefused() {
        try (var server = LoopbackServer.start(r -> Reply.redirect("file:///etc/passwd"))) {
            assertThatThrownBy(() -> http().document(server.uri("/a"), Map.of(), 5))
                    .isInstanceOf(EnvironmentError.class)
                    .hasMessage("`" + server.uri("/a") + "` leads to something that is not HTTP");
        }
    }

    @Test
    void aProxyIsAskedForEverythingButThisMachineAndWhatIsExempt() {
        try (var proxy = LoopbackServer.start(r -> Reply.text("through"));
                var server = LoopbackServer.start(r -> Reply.text("direct"))) {
            var http = new JavaHttp(
                    environment(Map.of(
                            "http_proxy",
                            "http://me:secret@127.0.0.1:" + proxy.port(),
                            "NO_PROXY",
                            "internal.example, .other.example:81")),
                    attempts(Retry.USUAL),
                    Duration.ofSeconds(10));
            Http.Answer answer = http.document(URI.create("http://packages.example/a"), Map.of(), 10);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("through");
            assertThat(new String(http.document(server.uri("/a"), Map.of(), 10).body(), StandardCharsets.UTF_8))
                    .isEqualTo("direct");
            assertThat(proxy.requests()).singleElement().satisfies(request -> {
                assertThat(request.path()).isEqualTo("http://packages.example/a");
                assertThat(request.header("proxy-authorization")).contains("Basic bWU6c2VjcmV0");
            });
            assertThat(server.requests().getFirst().header("proxy-authorization"))
                    .isEmpty();
        }
    }

    @Test
    void anAddressThatIsNotHttpIsTheUsersMistake() {
        assertThatThrownBy(() -> http().document(URI.create("ftp://x.example/a"), Map.of(), 5))
                .isInstanceOf(UserError.class)
                .hasMessage("`ftp://x.example/a` is no HTTP address");
    }

    @Test
    void offlineNamesWhatIsMissing() {
        assertThatThrownBy(() -> new Offline().document(URI.create("http://u:p@x.example/a?s=1"), Map.of(), 5))
                .isInstanceOf(EnvironmentError.class)
                .hasMessage("`http://x.example/a?…` is not in the store, and --offline forbids to fetch it");
    }

    @Test
    void countingCountsBothKinds() throws IOException {
        try (var server = LoopbackServer.start(r -> Reply.text("12345"))) {
            var counting = new Counting(http());
            counting.document(server.uri("/a"), Map.of(), 5);
            counting.download(server.uri("/a"), Map.of(), OutputStream.nullOutputStream(), Progress.Step.SILENT);
            assertThat(counting.bytes()).hasValue(10);
        }
    }

    private byte[] download(LoopbackServer server, String path) throws IOException {
        var out = new ByteArrayOutputStream();
        assertThat(http().download(server.uri(path), Map.of(), out, Progress.Step.SILENT))
                .isTrue();
        return out.toByteArray();
    }

    private JavaHttp http() {
        return new JavaHttp(environment(Map.of()), attempts(Retry.USUAL), Duration.ofSeconds(10));
    }

    private Attempts attempts(Retry retry) {
        return new Attempts(retry, new Random(7), waits::add, new Progress() {
            @Override
            public Step begin(String phase, String what) {
                return Step.SILENT;
            }

            @Override
            public void note(String line) {
                notes.add(line);
            }

            @Override
            public void warn(String line) {}
        });
    }

    private Environment environment(Map<String, String> variables) {
        return new Environment(variables, home, home, home, InstantSource.fixed(NOW));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
