package dev.terrarium.sandbox;

import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Walls made by bubblewrap, without any privilege: namespaces of its own for users, files, processes, network and the rest.
 *
 * <p>The command sees the root, its own inputs, an empty {@code /tmp} and a {@code /proc} and {@code /dev} of its own; it has no
 * network, not even abstract sockets, and no capability. It shares the host's kernel and, from the outside, the user who runs
 * this program: it is a wall against build back-ends that read or write what they should not, not against an unknown hole in the
 * kernel.
 *
 * @param bwrap the words that start bubblewrap: one path, or a loader with its libraries and that path
 * @param disableUserns whether it can forbid namespaces inside; older ones and some containers cannot
 */
record Bubblewrap(List<String> bwrap, boolean disableUserns, Workshop workshop) implements Sandbox {
    private static final String USER = "10001";

    Bubblewrap {
        bwrap = List.copyOf(bwrap);
    }

    @Override
    public Result run(Exec exec) throws InterruptedException {
        return workshop.run(
                exec, (root, scratch) -> Child.run(command(exec, root, scratch), Map.of(), scratch, exec.timeout()));
    }

    private List<String> command(Exec exec, Path root, Path scratch) throws IOException {
        return command(List.of(), Mounts.of(root, scratch), exec.workingDirectory(), exec.environment(), exec.argv());
    }

    /** The words that start an image: its command is process 1, as in an engine. */
    List<String> command(Trial trial, List<String> argv, Path root, Path writable) throws IOException {
        List<String> first = List.of("--as-pid-1");
        return command(first, Mounts.of(root, writable), trial.workingDirectory(), trial.environment(), argv);
    }

    private List<String> command(
            List<String> more,
            List<String> mounts,
            TreePath workingDirectory,
            Map<String, String> environment,
            List<String> argv) {
        var words = new ArrayList<>(bwrap);
        words.addAll(walls(disableUserns));
        words.addAll(more);
        words.addAll(mounts);
        words.addAll(List.of("--remount-ro", "/", "--chdir", "/" + workingDirectory, "--clearenv"));
        environment.forEach((name, value) -> words.addAll(List.of("--setenv", name, value)));
        words.add("--");
        words.addAll(argv);
        return words;
    }

    /** What every command gets, and what a probe must therefore try. */
    static List<String> walls(boolean disableUserns) {
        var words = new ArrayList<>(
                List.of("--unshare-all", "--unshare-user", "--die-with-parent", "--new-session", "--cap-drop", "ALL"));
        words.addAll(List.of("--uid", USER, "--gid", USER, "--hostname", "terrarium"));
        if (disableUserns) {
            words.add("--disable-userns");
        }
        words.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
        return words;
    }
}
