package dev.terrarium.testkit.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program of the host that a test uses as a judge.
 *
 * @param program its name on the path, or its file
 */
public record Tool(String program) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /**
     * What a run of it said.
     *
     * @param output both streams, in the order in which they were written
     */
    public record Said(int exitCode, String output) {}

    /** The program's file, if the host has it. */
    public Optional<Path> file() {
        if (program.contains("/")) {
            return Optional.of(Path.of(program)).filter(Files::isExecutable);
        }
        for (String directory : System.getenv("PATH").split(":")) {
            Path file = Path.of(directory, program);
            if (Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    public boolean isPresent() {
        return file().isPresent();
    }

    /** @throws AssertionError when it ends with another exit code than 0; what it said is in the message */
    public String run(String... arguments) {
        Said said = say(Map.of(), arguments);
        if (said.exitCode() != 0) {
            throw new AssertionError(program + " " + String.join(" ", arguments) + " ended with " + said.exitCode()
                    + ":\n" + said.output());
        }
        return said.output();
    }

    /** Runs it to its end, whatever that is. */
    public Said say(Map<String, String> environment, String... arguments) {
        var command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("tool", ".out");
            try {
                var builder = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(output.toFile());
                builder.environment().putAll(environment);
                Process process = builder.start();
                if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly().waitFor();
                    throw new AssertionError(String.join(" ", command) + " did not end within " + PATIENCE + ":\n"
                            + Files.readString(output, StandardCharsets.ISO_8859_1));
                }
                return new Said(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + String.join(" ", command) + " ran", e);
        }
    }
}
