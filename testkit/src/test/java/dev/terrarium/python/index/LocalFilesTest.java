package dev.terrarium.python.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.http.Http;
import dev.terrarium.http.JavaHttp;
import dev.terrarium.io.Environment;
import dev.terrarium.io.Progress;
import dev.terrarium.testkit.LoopbackServer;
import dev.terrarium.testkit.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {
    @TempDir
    Path directory;

    @Test
    void filesAndTheNetworkAreOneToTheCaller() throws IOException {
        Path file = Files.writeString(directory.resolve("a.whl"), "here");
        try (var server = LoopbackServer.start(request -> Reply.text("there"))) {
            Http http = http();
            assertThat(http.document(file.toUri(), Map.of(), 10).body())
                    .asString()
                    .isEqualTo("here");
            assertThat(http.document(server.uri("/a"), Map.of(), 10).body())
                    .asString()
                    .isEqualTo("there");
            var out = new ByteArrayOutputStream();
            assertThat(http.download(file.toUri(), Map.of(), out, Progress.Step.SILENT))
                    .isTrue();
            assertThat(http.download(server.uri("/a"), Map.of(), out, Progress.Step.SILENT))
                    .isTrue();
            assertThat(out).hasToString("herethere");
        }
    }

    @Test
    void aMissingFileIsNotThereAndALongOneIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("long"), "0123456789");
        Path missing = directory.resolve("missing");
        assertThat(http().document(missing.toUri(), Map.of(), 10).isFound()).isFalse();
        assertThat(http().download(missing.toUri(), Map.of(), new ByteArrayOutputStream(), Progress.Step.SILENT))
                .isFalse();
        assertThatThrownBy(() -> http().document(file.toUri(), Map.of(), 9))
                .isInstanceOf(EnvironmentError.class)
                .hasMessage("`" + file + "` has more than 9 bytes");
    }

    private Http http() {
        var environment = new Environment(Map.of(), directory, directory, directory, () -> Instant.EPOCH);
        return new LocalFiles(JavaHttp.of(environment, Progress.SILENT, new Random(1)));
    }
}
