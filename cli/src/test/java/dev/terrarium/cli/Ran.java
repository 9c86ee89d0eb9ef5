package dev.terrarium.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.terrarium.cli.terminal.ExitCode;
import dev.terrarium.cli.terminal.Terminal;
import dev.terrarium.io.Environment;
import dev.terrarium.testkit.world.World;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** What one run of the whole program came to. */
public record Ran(ExitCode exit, String out, String err) {
    /** Runs it in this process, from the project's folder. */
    public static Ran in(World world, String... line) {
        return in(world.environment(), line);
    }

    /** Runs it in this process, for whoever has this environment. */
    public static Ran in(Environment environment, String... line) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        ExitCode exit = new Terrarium(
                        environment,
                        Terminal.NONE,
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8))
                .run(List.of(line));
        return new Ran(exit, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** The lines of standard error that a person reads as facts, without steps and figures. */
    public List<String> notes() {
        return err.lines()
                .filter(line -> !line.startsWith("✓") && !line.isBlank())
                .toList();
    }
}
