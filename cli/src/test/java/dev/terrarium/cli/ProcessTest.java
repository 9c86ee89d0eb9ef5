package dev.terrarium.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.io.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show: how much it loads, and how it ends. */
class ProcessTest {
    /** Classes of this program and its libraries that the shortest run may load: more is a slower start of every command. */
    private static final int BUDGET = 25;

    @TempDir
    private Path directory;

    @Test
    void theShortestRunLoadsFewClasses() throws Exception {
        Process process = java("-Xlog:class+load", Main.class.getName(), "--version");
        List<String> lines = new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();

        assertThat(process.waitFor()).isZero();
        assertThat(lines).contains("terrarium " + Version.NUMBER);
        assertThat(lines.stream().filter(line -> line.matches(".* source: (file|jar):.*")))
                .hasSizeBetween(5, BUDGET);
    }

    @Test
    void anInterruptedCommandCleansUpAndItsChildrenAreGone() throws Exception {
        Path temporary = directory.resolve("temporary");
        Process process = java(Slow.class.getName(), temporary.toString());
        try (var out = process.inputReader()) {
            long child = Long.parseLong(out.readLine());
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                    .start()
                    .waitFor();

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(130);
            assertThat(temporary).doesNotExist();
            assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Whoever runs the tests in the background ignores SIGINT, and so would every child. */
    private static Process java(String... arguments) throws IOException {
        var line = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")));
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line).redirectErrorStream(true).start();
    }

    /** A command that waits for a child in a scope, as builds do. */
    static final class Slow {
        private Slow() {}

        public static void main(String[] arguments) throws Exception {
            Interruption interruption = Interruption.of(Thread.currentThread());
            Path temporary = Files.createFile(Path.of(arguments[0]));
            try (var scope = new Scope()) {
                scope.fork(() -> {
                    Process child = new ProcessBuilder("sleep", "600").start();
                    System.out.println(child.pid());
                    try {
                        return child.waitFor();
                    } finally {
                        child.destroyForcibly();
                        child.waitFor();
                    }
                });
                scope.join();
            } catch (InterruptedException e) {
                Files.delete(temporary);
            }
            interruption.commandEnded();
        }
    }
}
