package dev.terrarium.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.UserError;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineTest {
    private static final ImageName APP = ImageName.parse("docker:app:1.0");

    @TempDir
    Path directory;

    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final List<String> requests = Collections.synchronizedList(new java.util.ArrayList<>());
    private ServerSocketChannel server;
    private Delivery delivery;

    @BeforeEach
    void listen() throws IOException {
        Path socket = directory.resolve("engine.sock");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(this::serve);
        delivery = Samples.delivery(directory, Map.of("DOCKER_HOST", "unix://" + socket));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void anImageIsStreamedInChunks() {
        answers.add("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n13\r\n{\"stream\":\"Loaded\"}\r\n0\r\n\r\n");

        Receipt receipt = delivery.deliver(Samples.image("hello"), APP, List.of());

        assertThat(receipt.place()).isEqualTo("docker:app:1.0");
        assertThat(requests.getFirst())
                .startsWith("POST /images/load?quiet=1 HTTP/1.1\r\n")
                .contains("Transfer-Encoding: chunked", "\"RepoTags\":[\"app:1.0\"]")
                .endsWith("0\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "200 OK^{\"error\":\"no space left\"}    | docker refused the image: no space left",
                "500 No^{\"message\":\"bad\\nlayer\"}    | docker refused the image: bad layer",
                "500 No^oops                             | docker refused the image: oops",
            })
    void aRefusalIsToldInTheEnginesWords(String answer, String message) {
        String[] parts = answer.split("\\^", 2);
        answers.add("HTTP/1.1 " + parts[0] + "\r\nContent-Length: "
                + parts[1].strip().length() + "\r\n\r\n" + parts[1].strip());

        assertThatThrownBy(() -> delivery.deliver(Samples.image("hello"), APP, List.of()))
                .isInstanceOf(EnvironmentError.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense                                          | no HTTP answer",
                "HTTP/1.1 200 OK\\r\\nno colon\\r\\n\\r\\n          | no HTTP header",
                "HTTP/1.1 200 OK\\r\\nContent-Length: -1\\r\\n\\r\\n | no HTTP content length",
                "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\n | no HTTP chunk",
                "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n5\\r\\nab | the answer ends in the middle",
            })
    void anAnswerThatIsNoneIsRefused(String answer, String why) {
        answers.add(answer.replace("\\r\\n", "\r\n") + (why.startsWith("no HTTP answer") ? "\r\n" : ""));

        assertThatThrownBy(() -> delivery.deliver(Samples.image("hello"), APP, List.of()))
                .isInstanceOf(EnvironmentError.class)
                .hasMessage("docker broke off at `" + directory.resolve("engine.sock") + "`: " + why);
    }

    @Test
    void anImageIsTakenFromTheEngine() throws IOException {
        delivery.deliver(Samples.image("hello"), ImageName.parse("docker-archive:x.tar"), List.of());
        String archive = new String(Files.readAllBytes(directory.resolve("x.tar")), ISO_8859_1);
        answers.add("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        answers.add("HTTP/1.1 200 OK\r\n\r\n" + archive);

        Found found = delivery.read(APP);

        assertThat(found.image().digest()).isEqualTo(Samples.image("hello").digest());
        assertThat(found.names()).hasToString("[app:1.0]");
        assertThat(requests)
                .extracting(request -> request.lines().findFirst().orElseThrow())
                .containsExactly("GET /images/app:1.0/json HTTP/1.1", "GET /images/app:1.0/get HTTP/1.1");
    }

    @Test
    void anImageThatTheEngineDoesNotHaveIsTheUsersSlip() {
        answers.add("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");

        assertThatThrownBy(() -> delivery.read(APP))
                .isInstanceOf(UserError.class)
                .hasMessage("docker has no image `app:1.0`");
    }

    @Test
    void anEngineThatIsNotThereIsToldWithWhatToDo() throws IOException {
        Path gone = directory.resolve("gone.sock");
        Delivery other = Samples.delivery(directory, Map.of("DOCKER_HOST", "unix://" + gone));
        assertThatThrownBy(() -> other.read(APP)).isInstanceOfSatisfying(EnvironmentError.class, e -> {
            assertThat(e).hasMessage("docker is not running: there is no `" + gone + "`");
            assertThat(e.problems().getFirst().hints())
                    .containsExactly("start it with `sudo systemctl start docker`, or name its socket in DOCKER_HOST");
        });

        Path left = directory.resolve("left.sock");
        try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(left));
        }
        Delivery another = Samples.delivery(directory, Map.of("DOCKER_HOST", "unix://" + left));
        assertThatThrownBy(() -> another.read(APP))
                .isInstanceOf(EnvironmentError.class)
                .hasMessage("docker is not running: nobody answers at `" + left + "`");
    }

    @Test
    void anEngineOnAnotherMachineIsNotSpokenTo() {
        Delivery other = Samples.delivery(directory, Map.of("DOCKER_HOST", "tcp://engine.example:2375"));

        assertThatThrownBy(() -> other.read(APP))
                .isInstanceOf(UserError.class)
                .hasMessage("engines on other machines are not in this version, and DOCKER_HOST names one");
    }

    private void serve() {
        try {
            while (true) {
                try (SocketChannel client = server.accept()) {
                    requests.add(request(client));
                    String answer = answers.remove();
                    client.write(ByteBuffer.wrap(answer.getBytes(ISO_8859_1)));
                }
            }
        } catch (IOException e) {
            assertThat(server.isOpen()).isFalse();
        }
    }

    private static String request(SocketChannel client) throws IOException {
        var text = new StringBuilder();
        var buffer = ByteBuffer.allocate(1 << 16);
        do {
            buffer.clear();
            if (client.read(buffer) < 0) {
                return text.toString();
            }
            text.append(new String(buffer.array(), 0, buffer.position(), ISO_8859_1));
        } while (!text.toString().endsWith(text.charAt(0) == 'G' ? "\r\n\r\n" : "0\r\n\r\n"));
        return text.toString();
    }
}
