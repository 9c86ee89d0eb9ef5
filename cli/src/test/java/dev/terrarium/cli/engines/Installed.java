package dev.terrarium.cli.engines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.testkit.engine.SharedDirectory;
import dev.terrarium.testkit.engine.Tool;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The program as somebody has it who did not build it: files that everybody may read, an empty home, a process of its own, and of
 * the variables only those that lead to the network.
 *
 * <p>Root runs it as a user that is in no file: no name, no group, no subordinate ids. Other users run it as themselves.
 *
 * @param directory with the program, the home, and what the user works on
 * @param before words that start the program in some special way
 * @param user whether root becomes that user
 */
record Installed(Path directory, List<String> before, boolean user) implements AutoCloseable {
    private static final String ID = "24242";
    private static final boolean ROOT = new Tool("id").run("-u").strip().equals("0");
    private static final String NETWORK =
            "(?i)PATH|LANG|SSL_CERT_.*|(https?|all|no)_proxy|(PIP|UV)_.*(INDEX|CERT|FIND_LINKS|TIMEOUT).*";

    Installed {
        before = List.copyOf(before);
    }

    static Installed somewhere() {
        try {
            Path directory = Files.createTempDirectory("terrarium-user");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path program = Files.createDirectory(directory.resolve("program"));
            String[] elements = System.getProperty("java.class.path").split(File.pathSeparator);
            for (int i = 0; i < elements.length; i++) {
                if (!elements[i].endsWith("test-classes")) {
                    String kind = elements[i].endsWith(".jar") ? ".jar" : "";
                    copy(Path.of(elements[i]), program.resolve("%03d%s".formatted(i, kind)));
                }
            }
            new Tool("chmod").run("-R", "a+rX", program.toString());
            var installed = new Installed(directory, List.of(), ROOT);
            installed.own(Files.createDirectory(directory.resolve("home")));
            installed.own(Files.createDirectory(directory.resolve("work")));
            return installed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for whoever runs the tests, which for engines has to be root. */
    Installed asMyself() {
        return new Installed(directory, before, false);
    }

    /** The same where no user namespace can be made, as many containers and some kernels have it. */
    Installed withoutNamespaces() {
        String script = "echo 0 >/proc/sys/user/max_user_namespaces && exec \"$@\"";
        return new Installed(
                directory, List.of("unshare", "--user", "--map-root-user", "/bin/sh", "-c", script, "sh"), user);
    }

    Path work() {
        return directory.resolve("work");
    }

    Path home() {
        return directory.resolve("home");
    }

    /** A store that all tests of this run share, of this user. */
    Path store() {
        Path store = SharedDirectory.of(user ? "store-of-user" : "store");
        own(store);
        return store;
    }

    /** A copy of a project that is the user's, in place of what lay there; as a fresh clone, without the program's lock. */
    Path give(Path source) {
        Path target = work().resolve(source.getFileName());
        new Tool("rm").run("-rf", target.toString());
        copy(source, target);
        new Tool("rm").run("-f", target.resolve("terrarium.lock").toString());
        new Tool("chmod").run("-R", "u+w,a+rX", target.toString());
        own(target);
        return target;
    }

    /** Makes the directory and all in it the user's. */
    void own(Path path) {
        if (ROOT) {
            String owner = user ? ID : "0";
            new Tool("chown").run("-R", owner + ":" + owner, path.toString());
        }
    }

    private static void copy(Path source, Path target) {
        new Tool("cp").run("-rL", source.toString(), target.toString());
    }

    /** Runs the program with the shared store, in the user's working directory. */
    Ended run(String... line) {
        return run(Map.of("TERRARIUM_STORE", store().toString()), line);
    }

    Ended run(Map<String, String> variables, String... line) {
        try {
            Path errors = Files.createTempFile(directory, "stderr", "");
            Process process = start(variables, ProcessBuilder.Redirect.to(errors.toFile()), line);
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(processes()).as("processes that are left").isEmpty();
            return new Ended(process.exitValue(), out, Files.readString(errors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Starts the program as the leader of a process group that heeds SIGINT. */
    Process start(Map<String, String> variables, ProcessBuilder.Redirect errors, String... line) throws IOException {
        var words = new ArrayList<>(List.of("setsid", "env", "-C", work().toString(), "--default-signal=INT"));
        if (user) {
            words.addAll(List.of("setpriv", "--reuid=" + ID, "--regid=" + ID, "--clear-groups"));
        }
        words.addAll(before);
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                "dev.terrarium.cli.Main"));
        words.addAll(List.of(line));
        var builder = new ProcessBuilder(words).redirectError(errors);
        var environment = new TreeMap<>(builder.environment());
        environment.keySet().removeIf(name -> !name.matches(NETWORK));
        environment.put("HOME", home().toString());
        environment.putAll(variables);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String classPath() {
        try (var elements = Files.list(directory.resolve("program"))) {
            return String.join(
                    File.pathSeparator, elements.map(Path::toString).sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What runs as the user, without the dead that the host's first process has not buried yet; nothing can be said where the user
     * is whoever runs the tests.
     */
    List<String> processes() {
        if (!user) {
            return List.of();
        }
        String all = new Tool("ps").say(Map.of(), "-o", "stat=,args=", "-u", ID).output();
        return all.lines().filter(line -> !line.startsWith("Z")).toList();
    }

    /** Writes a file of the user's, with the directories above it. */
    void write(Path file, String text) throws IOException {
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
        Files.writeString(file, text);
        own(work());
    }

    @Override
    public void close() {
        new Tool("rm").run("-rf", directory.toString());
    }
}
