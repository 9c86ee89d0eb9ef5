package dev.terrarium.http;

import dev.terrarium.io.Environment;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Asks the command {@code keyring} for passwords, as pip and uv do: {@code keyring get SERVICE USER}.
 *
 * <p>A program of the host, and so asked only when a server refuses and nothing else is known; each question once. What it prints goes into
 * requests and nowhere else; of what it says on standard error nothing is repeated, since that may hold what it was asked for. A command that
 * fails, says nothing or takes longer than half a minute knows nothing.
 *
 * @see <a href="https://pip.pypa.io/en/stable/topics/authentication/#keyring-support">pip, keyring support</a>
 */
final class Keyring {
    private static final int LONGEST = 64 << 10;
    private static final int PATIENCE_SECONDS = 30;

    private final Optional<Path> command;
    private final Map<String, String> variables;
    private final Map<List<String>, Optional<String>> known = new ConcurrentHashMap<>();

    private Keyring(Optional<Path> command, Map<String, String> variables) {
        this.command = command;
        this.variables = variables;
    }

    /** The command on the {@code PATH}, unless pip or uv are told to leave it alone. */
    static Keyring of(Environment environment) {
        boolean off = List.of("PIP_KEYRING_PROVIDER", "UV_KEYRING_PROVIDER").stream()
                .anyMatch(name ->
                        environment.variable(name).filter("disabled"::equals).isPresent());
        return off ? NONE : new Keyring(onPath(environment), environment.variables());
    }

    static final Keyring NONE = new Keyring(Optional.empty(), Map.of());

    private static Optional<Path> onPath(Environment environment) {
        return List.of(environment.variable("PATH").orElse("").split(":")).stream()
                .filter(directory -> directory.startsWith("/"))
                .map(directory -> Path.of(directory, "keyring"))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** @param services under which the password may be kept, the most exact first */
    Optional<String> password(List<String> services, String user) {
        return command.isEmpty()
                ? Optional.empty()
                : services.stream()
                        .flatMap(service ->
                                known
                                        .computeIfAbsent(
                                                List.of(service, user), asked -> ask(command.get(), service, user))
                                        .stream())
                        .findFirst();
    }

    private Optional<String> ask(Path program, String service, String user) {
        var builder = new ProcessBuilder(program.toString(), "get", service, user)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().clear();
        builder.environment().putAll(variables);
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        try {
            Process process = builder.start();
            Thread watch = Thread.startVirtualThread(() -> endLate(process));
            byte[] said = process.getInputStream().readNBytes(LONGEST);
            int exit = process.waitFor();
            watch.interrupt();
            String password = new String(said, StandardCharsets.UTF_8).strip();
            return exit == 0 && !password.isEmpty() && password.chars().noneMatch(Character::isISOControl)
                    ? Optional.of(password)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static void endLate(Process process) {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            // it ended in time
        }
    }
}
