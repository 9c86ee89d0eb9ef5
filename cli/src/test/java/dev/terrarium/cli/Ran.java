package dev.terrarium.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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

    /** The same, for a run that must succeed. */
    public static Ran well(World world, String... line) {
        Ran ran = in(world, line);
        assertThat(ran.exit()).as(ran.err()).isEqualTo(ExitCode.OK);
        return ran;
    }

    /** Lines of standard error with this beginning, without it. */
    public List<String> said(String beginning) {
        return err.lines()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()))
                .toList();
    }

    /** What went wrong: lines that begin with {@code error: } or {@code hint: }; of addresses the host alone. */
    public List<String> problems() {
        return err.lines()
                .filter(line -> line.startsWith("error: ") || line.startsWith("hint: "))
                .map(line -> line.replaceAll("http://127\\.0\\.0\\.1:[0-9]+", "http://loopback"))
                .toList();
    }
}
