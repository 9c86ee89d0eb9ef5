package dev.terrarium.testkit.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A Docker Engine of a test's own: its socket, its data, its process id in one directory; no bridge and no firewall rule, so
 * that it disturbs nothing of the host. Needs root.
 */
public final class DockerDaemon implements AutoCloseable {
    private final Path directory;
    private final Process process;

    private DockerDaemon(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** Why no daemon can be started here, if none can. */
    public static Optional<String> obstacle() {
        if (!new Tool("dockerd").isPresent()) {
            return Optional.of("oracle missing: dockerd");
        }
        if (!new Tool("docker").isPresent()) {
            return Optional.of("oracle missing: docker");
        }
        return new Tool("id").run("-u").strip().equals("0")
                ? Optional.empty()
                : Optional.of("oracle missing: dockerd needs root");
    }

    /** Starts one, and waits until it answers. */
    public static DockerDaemon start() {
        try {
            Path directory = Files.createTempDirectory("docker");
            Process process = new ProcessBuilder(
                            "dockerd",
                            "--iptables=false",
                            "--ip6tables=false",
                            "--bridge=none",
                            "--data-root=" + directory.resolve("data"),
                            "--exec-root=" + directory.resolve("exec"),
                            "--pidfile=" + directory.resolve("pid"),
                            "--host=unix://" + directory.resolve("socket"))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            var daemon = new DockerDaemon(directory, process);
            daemon.awaitAnswer();
            return daemon;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAnswer() throws IOException {
        long patience = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (say("version").exitCode() != 0) {
            if (System.nanoTime() > patience || !process.isAlive()) {
                close();
                throw new AssertionError("dockerd does not answer:\n" + Files.readString(directory.resolve("log")));
            }
            pause();
        }
    }

    /** The address in the form of {@code DOCKER_HOST}. */
    public String host() {
        return "unix://" + directory.resolve("socket");
    }

    /** Runs {@code docker} with these arguments; fails unless it succeeds. */
    public String run(String... arguments) {
        return new Tool("docker").run(withHost(arguments));
    }

    public Tool.Said say(String... arguments) {
        return new Tool("docker").say(Map.of(), withHost(arguments));
    }

    private String[] withHost(String... arguments) {
        var all = new ArrayList<>(List.of("--host", host()));
        all.addAll(List.of(arguments));
        return all.toArray(String[]::new);
    }

    /**
     * Starts a container as production would: read-only root, {@code /tmp} in memory, no capability, no new privileges, the
     * host's network because the daemon has no bridge.
     *
     * @param more options of {@code docker run} and, after them, nothing
     */
    public Container start(String image, String... more) {
        return start(image, List.of(more), List.of());
    }

    /**
     * The same, with what stands after the image.
     *
     * @param command in place of the image's own
     */
    public Container start(String image, List<String> more, List<String> command) {
        var arguments = new ArrayList<>(List.of(
                "run",
                "--detach",
                "--network=host",
                "--read-only",
                "--tmpfs=/tmp",
                "--cap-drop=ALL",
                "--security-opt=no-new-privileges"));
        arguments.addAll(more);
        arguments.add(image);
        arguments.addAll(command);
        return new Container(this, run(arguments.toArray(String[]::new)).strip());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            // the engine leaves this one mounted
            new Tool("umount")
                    .say(Map.of(), directory.resolve("exec/netns/default").toString());
            SharedDirectory.delete(directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /**
     * A container that was started.
     *
     * @param id the engine's
     */
    public record Container(DockerDaemon daemon, String id) implements AutoCloseable {
        /** Both streams so far. */
        public String logs() {
            return daemon.run("logs", id);
        }

        /** Waits until a line of the log contains the text. */
        public void awaitLog(String text) {
            long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (!logs().contains(text)) {
                if (System.nanoTime() > patience) {
                    throw new AssertionError("`" + text + "` is not in the log:\n" + logs());
                }
                pause();
            }
        }

        /** What the kernel says of its first process, by {@code /proc/PID/status}: {@code Uid}, {@code CapEff}, {@code NoNewPrivs}… */
        public Map<String, String> status() {
            var status = new TreeMap<String, String>();
            for (String line : text("status").split("\n")) {
                int colon = line.indexOf(':');
                status.put(
                        line.substring(0, colon),
                        line.substring(colon + 1).strip().replace('\t', ' '));
            }
            return status;
        }

        /** The words with which its first process was started last. */
        public List<String> command() {
            return List.of(text("cmdline").split("\0"));
        }

        private String text(String file) {
            String pid = daemon.run("inspect", "--format={{.State.Pid}}", id).strip();
            try {
                return Files.readString(Path.of("/proc", pid, file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public boolean isRunning() {
            return daemon.run("inspect", "--format={{.State.Running}}", id)
                    .strip()
                    .equals("true");
        }

        /** Sends SIGTERM, waits for the end by itself, and answers its exit code; a container that has to be killed fails. */
        public int stop() {
            signal("TERM");
            return awaitEnd();
        }

        public void signal(String name) {
            daemon.run("kill", "--signal=" + name, id);
        }

        /** The exit code once the container has ended by itself. */
        public int awaitEnd() {
            long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (isRunning()) {
                if (System.nanoTime() > patience) {
                    throw new AssertionError("the container does not end:\n" + logs());
                }
                pause();
            }
            return Integer.parseInt(
                    daemon.run("inspect", "--format={{.State.ExitCode}}", id).strip());
        }

        @Override
        public void close() {
            daemon.say("rm", "--force", "--volumes", id);
        }
    }
}
