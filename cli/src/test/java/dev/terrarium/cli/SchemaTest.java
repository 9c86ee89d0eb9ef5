package dev.terrarium.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.terminal.ErrorDocument;
import dev.terrarium.cli.terminal.ExitCode;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;
import dev.terrarium.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
    @TempDir
    private Path home;

    @Test
    void whatCommandsPrintFitsTheirSchema() throws Exception {
        Path store = home.resolve(".cache/terrarium");
        Files.createDirectories(store.resolve("ac/wheel-v1/ab"));
        Files.writeString(store.resolve("ac/wheel-v1/ab/abcd"), "a record");
        fits("version", run("--version"));
        fits("cache-info", run("cache", "info"));
        fits("cache-prune", run("cache", "prune"));
        fits("error", run("cache", "prune", "--max-size", "lots"));
        fits("doctor", run("doctor"));
        fits("completion", run("completion", "bash"));
        fits("help", run("help", "build"));
        fits("error", run("frobnicate"));
    }

    @Test
    void anErrorWithAPlaceFitsItsSchema() throws Exception {
        Problem problem =
                Problem.of(ErrorCode.LOCK_STALE, "stale", "lock again").at(Place.of("uv.lock", 3, 1));
        assertThat(Schema.named("error").faults(ErrorDocument.of(List.of(problem), ExitCode.USER)))
                .isEmpty();
    }

    @Test
    void theJudgeSeesFaults() throws Exception {
        Json odd = Schema.parse("{\"schema\":\"terrarium.version/2\",\"more\":1}".getBytes(UTF_8));
        assertThat(Schema.named("version").faults(odd))
                .containsExactly("$.schema breaks const", "$.more is not described", "$ breaks required");
    }

    private void fits(String name, Json document) throws Exception {
        assertThat(Schema.named(name).faults(document)).as(name).isEmpty();
    }

    private Json run(String... line) throws Exception {
        var terminal = new InProcess(home);
        var words = new java.util.ArrayList<>(List.of(line));
        words.add("--json");
        terminal.run(words.toArray(String[]::new));
        return Schema.parse(terminal.out().getBytes(UTF_8));
    }
}
