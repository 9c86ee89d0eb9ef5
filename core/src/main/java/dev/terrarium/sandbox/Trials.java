package dev.terrarium.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.json.Json;
import dev.terrarium.json.PrettyJson;
import dev.terrarium.store.Store;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts images within walls: read-only, as their numeric user, with a network of their own that has nothing but a loopback device.
 *
 * <p>The image's command is process 1 there, as in an engine, since what a signal does depends on that; so nobody can stand in front
 * of it. It is watched from a child that it did not start, by the image's own Python, which alone can see the ports of that network.
 */
public final class Trials {
    private static final int LINES_KEPT = 40;
    private static final Duration SLACK = Duration.ofSeconds(5);
    private static final String HOSTS = "127.0.0.1 localhost\n::1 localhost\n127.0.0.1 terrarium\n";

    private final Bubblewrap walls;
    private final Store store;
    private final LayerRoots roots;

    private Trials(Bubblewrap walls) {
        this.walls = walls;
        this.store = walls.workshop().store();
        this.roots = new LayerRoots(walls.workshop().roots());
    }

    /** Trials within the best walls that this machine allows; empty when it allows none. */
    public static Optional<Trials> open(SandboxProbe probe) throws InterruptedException {
        return probe.probe().best().map(Trials::new);
    }

    /**
     * Starts an image, looks at it, and ends it.
     *
     * @throws InterruptedException when this thread is interrupted; everything that was started is killed first
     */
    public TrialReport run(Trial trial) throws InterruptedException {
        try {
            Path scratch = store.publication().temporary();
            try {
                Path root = scratch.resolve("root");
                Files.createDirectory(scratch);
                roots.assemble(trial.layers(), root);
                name(root);
                return run(trial, root, writable(root, scratch.resolve("writable")), scratch.resolve("report"));
            } finally {
                Disk.remove(scratch);
            }
        } catch (IOException e) {
            throw new EnvironmentError(
                    Problem.of(ErrorCode.COMMAND_FAILED, "the image could not be started here: " + e.getMessage()), e);
        }
    }

    private TrialReport run(Trial trial, Path root, Path writable, Path report)
            throws IOException, InterruptedException {
        Files.createFile(report);
        var ended = Child.run(
                walls.command(trial, arguments(trial), root, writable), writable, report, deadline(trial, report));
        List<String> output = Stream.concat(
                        ended.stdout().lines(), ended.stderr().lines())
                .map(String::stripTrailing)
                .filter(line -> !line.isBlank())
                .toList();
        return TrialReport.of(
                events(report),
                ended.exitCode(),
                ended.timedOut(),
                output.subList(Math.max(0, output.size() - LINES_KEPT), output.size()));
    }

    private static List<String> arguments(Trial trial) {
        Json.Members settings = Json.Members.EMPTY
                .with("python", trial.python())
                .with("module", trial.module().orElse(""))
                .with("port", trial.port().orElse(0))
                .with("start", trial.patience().start().toMillis())
                .with("settle", trial.patience().settle().toMillis())
                .with("signal", trial.stopSignal());
        var words = new ArrayList<>(List.of(trial.python(), "-IS", "-c", watch(), PrettyJson.write(settings)));
        words.addAll(trial.argv());
        return words;
    }

    /** The home directory as the image has it, to be written to; mounted as a whole, since there is none below it. */
    private static Path writable(Path root, Path writable) throws IOException {
        Files.createDirectory(writable);
        Path home = root.resolve("home/app");
        if (Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
            Disk.copy(home, writable.resolve("home/app"));
            Disk.remove(home);
        }
        return writable;
    }

    /** The container's own name and addresses, as engines write them; the file that is there is a link to a layer's. */
    private static void name(Path root) throws IOException {
        Disk.directories(root, TreePath.of("etc"));
        Path hosts = root.resolve("etc/hosts");
        Files.deleteIfExists(hosts);
        Files.writeString(hosts, HOSTS);
    }

    /** Import and start have their time, and from the moment of the signal on the end has its own. */
    private static Child.Deadline deadline(Trial trial, Path report) {
        long begin = System.nanoTime();
        var patience = trial.patience();
        long start = patience.start().plus(SLACK).toNanos();
        long stop = patience.stop().toNanos();
        return new Child.Deadline() {
            private long phaseBegan = begin;
            private TrialReport.Phase phase = TrialReport.Phase.SANDBOX;

            @Override
            public boolean isOver() throws IOException {
                long now = System.nanoTime();
                var current =
                        TrialReport.of(events(report), 0, false, List.of()).phase();
                if (current != phase) {
                    phase = current;
                    phaseBegan = now;
                }
                return now - phaseBegan > (phase == TrialReport.Phase.STOP ? stop : start);
            }
        };
    }

    private static String events(Path report) throws IOException {
        try (InputStream in = Files.newInputStream(report)) {
            return new String(in.readNBytes(1 << 20), UTF_8);
        }
    }

    private static String watch() {
        try (InputStream in = Trials.class.getResourceAsStream("trial.py")) {
            if (in == null) {
                throw new IllegalStateException("trial.py is missing from the program");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
