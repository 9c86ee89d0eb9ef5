package dev.terrarium.sandbox;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.oci.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * No walls: our own interpreter, started by its own loader from where it lies in the store. For hosts that forbid namespaces.
 *
 * <p>Only for {@link Exec.Code#OURS}; anything else is refused with the reason why there are no walls and what to do about it. The
 * program finds its own files relative to itself and the others relative to its working directory, so it must not rely on absolute
 * paths; {@code PYTHONHOME} is set for it, since the prefix that was compiled in does not exist here.
 *
 * @param reason why there is nothing better, with the ways out as hints
 */
record LoaderOnly(Platform platform, Workshop workshop, Problem reason) implements Sandbox {
    @Override
    public Result run(Exec exec) throws InterruptedException {
        return switch (exec.code()) {
            case FOREIGN -> throw new EnvironmentError(reason);
            case OURS ->
                workshop.run(
                        exec,
                        (root, scratch) -> Child.run(
                                command(exec, root),
                                environment(exec, root),
                                scratch.resolve(exec.workingDirectory().text()),
                                exec.timeout()));
        };
    }

    private List<String> command(Exec exec, Path root) {
        Optional<List<String>> start = new Loader(exec.root(), root, platform).start(exec.program());
        if (start.isEmpty()) {
            throw new EnvironmentError(
                    ErrorCode.SANDBOX_UNAVAILABLE,
                    "`" + exec.argv().getFirst() + "` cannot be started: its tree has no `" + platform.loader() + "`");
        }
        var words = new ArrayList<>(start.get());
        words.addAll(exec.argv().subList(1, exec.argv().size()));
        return words;
    }

    private static Map<String, String> environment(Exec exec, Path root) throws IOException {
        var environment = new TreeMap<>(exec.environment());
        Path program = root.resolve(exec.program().text());
        environment.put("PYTHONHOME", Disk.parent(Disk.parent(program)).toString());
        return environment;
    }
}
