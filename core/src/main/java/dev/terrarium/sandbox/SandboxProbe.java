package dev.terrarium.sandbox;

import dev.terrarium.io.Environment;
import dev.terrarium.oci.Platform;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds out which walls work on this machine by putting them up around a command that does nothing.
 *
 * <p>Settings of the kernel are read only to explain a failure: there are too many of them, and they change, for predicting one.
 */
public final class SandboxProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TreePath PROGRAM = TreePath.of("usr/bin/bwrap");

    private final Environment environment;
    private final Store store;
    private final Platform platform;
    private final Supplier<Optional<Tree>> packaged;

    /**
     * One way to run commands, as {@code doctor} tells it.
     *
     * @param name of the way
     * @param works whether a command ran
     * @param reason why it does not work; empty when it does
     * @param fixes what to do about it, each in one line
     */
    public record Finding(String name, boolean works, String reason, List<String> fixes) {
        public Finding {
            fixes = List.copyOf(fixes);
        }
    }

    /** What was tried, in the order of preference, and the first that works. */
    record Findings(List<Finding> all, Optional<Bubblewrap> best) {}

    /**
     * @param packaged the unpacked packages of bubblewrap and its libraries, asked for only if the host has none; empty when no
     *     source of packages is configured
     */
    public SandboxProbe(Environment environment, Store store, Platform platform, Supplier<Optional<Tree>> packaged) {
        this.environment = environment;
        this.store = store;
        this.platform = platform;
        this.packaged = packaged;
    }

    /** What works here and what does not, all of it tried. */
    public List<Finding> findings() throws InterruptedException {
        return probe().all();
    }

    Findings probe() throws InterruptedException {
        var findings = new ArrayList<Finding>();
        Optional<Path> onPath = onPath();
        if (onPath.isPresent()) {
            String name = "bubblewrap of this host, " + onPath.get();
            var best = attempt(name, List.of(onPath.get().toString()), findings);
            if (best.isPresent()) {
                return new Findings(findings, best);
            }
        } else {
            findings.add(new Finding(
                    "bubblewrap of this host",
                    false,
                    "no `bwrap` on PATH",
                    List.of("install the package `bubblewrap`")));
        }
        return new Findings(findings, fromPackages(findings));
    }

    private Optional<Bubblewrap> fromPackages(List<Finding> findings) throws InterruptedException {
        String name = "bubblewrap of the configured Debian source";
        Optional<Tree> tree = packaged.get();
        if (tree.isEmpty()) {
            findings.add(new Finding(
                    name,
                    false,
                    "no Debian source that has it",
                    List.of("add one to [tool.terrarium.sources], or install the package `bubblewrap`")));
            return Optional.empty();
        }
        try {
            var words = new Loader(tree.get(), workshop().roots().of(tree.get()), platform).start(PROGRAM);
            if (words.isPresent()) {
                return attempt(name, words.get(), findings);
            }
            findings.add(new Finding(name, false, "its packages hold no `" + PROGRAM + "` or no loader", List.of()));
        } catch (IOException e) {
            findings.add(new Finding(name, false, "it could not be unpacked: " + e.getMessage(), List.of()));
        }
        return Optional.empty();
    }

    private Optional<Bubblewrap> attempt(String name, List<String> bwrap, List<Finding> findings)
            throws InterruptedException {
        String reason = "";
        for (boolean disableUserns : new boolean[] {true, false}) {
            reason = failure(bwrap, disableUserns);
            if (reason.isEmpty()) {
                findings.add(new Finding(name, true, "", List.of()));
                return Optional.of(new Bubblewrap(bwrap, disableUserns, workshop()));
            }
        }
        findings.add(new Finding(name, false, reason, new Restrictions(environment).fixes(reason)));
        return Optional.empty();
    }

    /** Empty when it worked. */
    private static String failure(List<String> bwrap, boolean disableUserns) throws InterruptedException {
        var words = new ArrayList<>(bwrap);
        words.addAll(List.of("--ro-bind", "/", "/"));
        words.addAll(Bubblewrap.walls(disableUserns));
        words.addAll(List.of("--chdir", "/", "--", "/bin/sh", "-c", "exit 0"));
        try {
            Child.Ended ended = Child.run(words, Map.of(), Path.of("/"), PATIENCE);
            if (ended.timedOut()) {
                return "it did not end within " + PATIENCE.toSeconds() + " s";
            }
            return ended.exitCode() == 0
                    ? ""
                    : ended.stderr().lines().reduce((first, second) -> second).orElse("exit code " + ended.exitCode());
        } catch (IOException e) {
            return "it could not be started: " + e.getMessage();
        }
    }

    private Optional<Path> onPath() {
        for (String directory : environment.variable("PATH").orElse("").split(":")) {
            Path candidate = Path.of(directory).resolve("bwrap");
            if (candidate.isAbsolute() && Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    Workshop workshop() {
        return new Workshop(store, new Roots(store, environment.hostFile("/proc/sys/kernel/random/boot_id")));
    }
}
