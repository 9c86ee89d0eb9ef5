package dev.terrarium.project.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The host's {@code git}, for questions that only read.
 *
 * <p>Not a library: that would be megabytes, for five questions. Plumbing commands only, with an empty environment and none of the
 * user's configuration, so that the answers are the same for everybody, no program that a repository names is run, no lock is
 * taken and nothing is fetched. A repository of another user is read too: nothing in it is executed.
 */
final class Git {
    private static final int LARGEST = 256 << 20;
    private static final long SECONDS = 60;

    private final Path program;
    private final Path directory;

    private Git(Path program, Path directory) {
        this.program = program;
        this.directory = directory;
    }

    /** @param searchPath the variable {@code PATH} */
    static Optional<Git> find(String searchPath, Path directory) {
        for (String place : searchPath.split(":")) {
            Path program = Path.of(place.isEmpty() ? "." : place).resolve("git");
            if (!place.isEmpty() && Files.isExecutable(program) && Files.isRegularFile(program)) {
                return Optional.of(new Git(program, directory));
            }
        }
        return Optional.empty();
    }

    Git in(Path other) {
        return new Git(program, other);
    }

    /** The command's output; empty when it fails, for whatever reason. */
    Optional<String> ask(String... arguments) {
        var command = new ArrayList<>(List.of(
                program.toString(),
                "-c",
                "safe.directory=*",
                "-c",
                "core.fsmonitor=false",
                "-c",
                "core.quotePath=false",
                "-c",
                "protocol.allow=never",
                "-C",
                directory.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        var environment = builder.environment();
        environment.clear();
        environment.put("GIT_OPTIONAL_LOCKS", "0");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("GIT_NO_LAZY_FETCH", "1");
        environment.put("GIT_NO_REPLACE_OBJECTS", "1");
        environment.put("LC_ALL", "C");
        try {
            return output(builder.start());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> output(Process process) throws IOException {
        process.getOutputStream().close();
        try (InputStream in = process.getInputStream()) {
            byte[] bytes = in.readNBytes(LARGEST);
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0
                    ? Optional.of(new String(bytes, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            process.destroyForcibly();
        }
    }
}
