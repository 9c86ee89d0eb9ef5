package dev.terrarium.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.terrarium.cli.terminal.ExitCode;
import dev.terrarium.cli.terminal.Terminal;
import dev.terrarium.io.Environment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The whole program, run in this process by a user whose home, working directory and host are one directory. */
final class InProcess {
    private final Path home;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    InProcess(Path home) {
        this.home = home;
    }

    ExitCode run(String... line) {
        return run(Map.of(), line);
    }

    ExitCode run(Map<String, String> variables, String... line) {
        var environment = new Environment(variables, home, home, home, () -> Instant.parse("2026-06-01T12:00:00Z"));
        var stdout = new PrintStream(out, true, UTF_8);
        var stderr = new PrintStream(err, true, UTF_8);
        return new Terrarium(environment, Terminal.NONE, stdout, stderr).run(List.of(line));
    }

    /** What was written to standard output by all runs so far. */
    String out() {
        return out.toString(UTF_8);
    }

    /** What was written to standard error by all runs so far. */
    String err() {
        return err.toString(UTF_8);
    }
}
