package dev.terrarium.dockerfile.evaluation;

import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.Span;
import dev.terrarium.dockerfile.shell.Invocation;
import dev.terrarium.dockerfile.shell.Script;
import java.util.List;
import java.util.Optional;

/**
 * A {@code RUN} with the programs it runs.
 *
 * @param before what is known when it begins
 * @param scripts the shell form or the bodies of here-documents; none for the exec form, and for shells that are no POSIX shells
 * @param invocations in the order of the text
 */
public record EvaluatedRun(
        Instruction.Run run, State before, List<Script> scripts, List<Invocation> invocations, List<Mount> mounts) {
    public EvaluatedRun {
        scripts = List.copyOf(scripts);
        invocations = List.copyOf(invocations);
        mounts = List.copyOf(mounts);
    }

    public Span span() {
        return run.span();
    }

    /** The first mount of a type whose target is, or holds, this path. */
    public Optional<Mount> mountOver(String type, String path) {
        return mounts.stream()
                .filter(mount -> mount.type().equals(type))
                .filter(mount -> mount.target()
                        .filter(target -> path.equals(target) || path.startsWith(target + "/"))
                        .isPresent())
                .findFirst();
    }

    public boolean hasMount(String type) {
        return mounts.stream().anyMatch(mount -> mount.type().equals(type));
    }
}
