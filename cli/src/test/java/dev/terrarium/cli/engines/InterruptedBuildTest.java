package dev.terrarium.cli.engines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrarium.testkit.LiveIndex;
import dev.terrarium.testkit.engine.SharedDirectory;
import dev.terrarium.testkit.engine.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Ctrl-C in the middle of a real build, as a terminal sends it: to every process of the group. */
@LiveIndex
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class InterruptedBuildTest {
    private final Installed terrarium = Installed.somewhere();

    @BeforeEach
    void needAUserOfOurOwn() {
        assumeTrue(terrarium.user(), "oracle missing: root, to see what is left of a user's processes");
    }

    @AfterEach
    void end() {
        terrarium.close();
    }

    @Test
    void interruptedWhileItCompilesItLeavesNothingHalfDoneAndTheNextBuildCompletes() throws Exception {
        nothingHalfDoneIsLeftAndTheNextBuildCompletes("operating system");
    }

    @Test
    @Tag("campaign")
    void interruptedWhileItDecidesAsWell() throws Exception {
        nothingHalfDoneIsLeftAndTheNextBuildCompletes("index");
    }

    /** Interrupted when a step was told for the first time: while the next ones run. */
    private void nothingHalfDoneIsLeftAndTheNextBuildCompletes(String step) throws Exception {
        Path project = terrarium.give(Example.FLASK_APP.sources());
        Path store = storeWithoutResults();
        var variables = Map.of("TERRARIUM_STORE", store.toString());
        Path output = terrarium.work().resolve("out.tar");
        String[] line = {"build", project.toString(), "--output=docker-archive:" + output, "--json"};

        Process process = terrarium.start(variables, ProcessBuilder.Redirect.PIPE, line);
        String said = interruptAfter(step, process);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isEqualTo(130);
        assertThat(terrarium.processes()).isEmpty();
        assertThat(output).doesNotExist();
        assertThat(files(store.resolve("tmp"))).isEmpty();
        assertThat(files(terrarium.work()).filter(file -> file.toString().contains("out.tar")))
                .isEmpty();
        assertThat(terrarium.run(variables, line).digest()).startsWith("sha256:");
        assertThat(output).exists();
    }

    /** With what other tests fetched and nothing that was made of it. */
    private Path storeWithoutResults() {
        Path store = terrarium.work().resolve("store");
        new Tool("cp").run("-a", terrarium.store().toString(), store.toString());
        SharedDirectory.delete(store.resolve("ac"));
        return store;
    }

    private static String interruptAfter(String step, Process process) throws IOException {
        var said = new StringBuilder();
        try (var errors = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
            String line = errors.readLine();
            while (line != null) {
                said.append(line).append('\n');
                if (line.startsWith("✓ " + step)) {
                    new Tool("kill").run("-INT", "--", "-" + process.pid());
                    step = "(interrupted)";
                }
                line = errors.readLine();
            }
        }
        assertThat(step).as("a step that was told:\n" + said).isEqualTo("(interrupted)");
        return said.toString();
    }

    private static Stream<Path> files(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList().stream();
        }
    }
}
