package dev.terrarium.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.terrarium.cli.terminal.Terminal;
import dev.terrarium.io.Environment;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Where the process begins and ends.
 *
 * <p>The only place that asks {@code System} for anything: variables, directories, clock, streams. Everything else is told.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Interruption interruption = Interruption.of(Thread.currentThread());
        Environment environment = environment();
        Terminal terminal = Terminal.of(environment, Path.of("/proc/self/fd/2"));
        var run = new Terrarium(environment, terminal, stream(FileDescriptor.out), stream(FileDescriptor.err));
        int exit = run.run(List.of(arguments)).number();
        interruption.commandEnded();
        System.exit(exit);
    }

    private static Environment environment() {
        Map<String, String> variables = System.getenv();
        String home = variables.getOrDefault("HOME", System.getProperty("user.home", "/"));
        Path directory = Path.of("").toAbsolutePath();
        return new Environment(
                variables,
                directory,
                directory.resolve(home.isEmpty() ? "/" : home),
                Path.of("/"),
                InstantSource.system());
    }

    /** Files and pipes get UTF-8 whatever the locale: results must not differ between machines. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, UTF_8);
    }
}
