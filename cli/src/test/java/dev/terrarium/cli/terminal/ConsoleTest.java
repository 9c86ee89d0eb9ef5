package dev.terrarium.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.io.Progress;
import dev.terrarium.io.Scope;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicLong millis = new AtomicLong();

    @Test
    void aStepLeavesOneLine() {
        Console console = console(Terminal.NONE, false);
        try (Progress.Step step = console.begin("dependencies", "41 packages")) {
            step.total(38_200_000);
            step.advance(38_200_000);
            millis.addAndGet(1900);
            step.outcome("39 from the store");
        }
        assertThat(text()).isEqualTo("✓ dependencies      41 packages        38.2 MB     1.9 s  39 from the store\n");
    }

    @Test
    void aStepWithoutAnOutcomeLeavesNone() {
        try (Progress.Step step = console(Terminal.NONE, false).begin("fetch", "numpy 2.3.1")) {
            step.advance(5);
        }
        assertThat(text()).isEmpty();
    }

    @Test
    void anEmptyOutcomeIsEnoughAndClosingTwiceTellsItOnce() {
        Progress.Step step = console(Terminal.NONE, false).begin("base", "debian:trixie");
        step.outcome("");
        step.close();
        step.close();
        assertThat(text()).isEqualTo("✓ base              debian:trixie\n");
    }

    @Test
    void quietLeavesWarningsAndErrorsOnly() {
        Console console = console(Terminal.NONE, true);
        Progress.Step step = console.begin("base", "debian:trixie");
        step.outcome("46 packages");
        step.close();
        console.note("left out: dev");
        console.warn("the lock is 15 days old");
        console.error("interrupted");
        assertThat(text()).isEqualTo("warning: the lock is 15 days old\nerror: interrupted\n");
    }

    @Test
    void aTerminalShowsWhatRunsAndTheLineIsDrawnOver() throws InterruptedException {
        Console console = console(new Terminal(true, Palette.PLAIN, 30), false);
        try (Progress.Step step = console.begin("fetch", "a name longer than the terminal is wide")) {
            while (!text().contains("fetch")) {
                Thread.sleep(5);
            }
            step.outcome("");
        }
        assertThat(text()).startsWith("  fetch  a name longer than t").contains("\r\u001b[K✓ fetch ");
    }

    @Test
    void linesOfManyThreadsAreWhole() throws InterruptedException {
        Console console = console(Terminal.NONE, false);
        try (var scope = new Scope()) {
            for (int i = 0; i < 200; i++) {
                scope.fork(() -> {
                    try (Progress.Step step = console.begin("fetch", "one")) {
                        step.outcome("done");
                    }
                    return "";
                });
            }
            scope.join();
        }
        assertThat(text().lines())
                .hasSize(200)
                .containsOnly("✓ fetch             one                                   done");
    }

    private Console console(Terminal terminal, boolean quiet) {
        return new Console(
                new PrintStream(bytes, true, UTF_8), terminal, quiet, () -> Instant.ofEpochMilli(millis.get()));
    }

    private String text() {
        return bytes.toString(UTF_8);
    }
}
