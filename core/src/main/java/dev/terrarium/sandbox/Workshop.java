package dev.terrarium.sandbox;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.io.Limits;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Tree;
import java.io.IOException;
import java.nio.file.Path;

/** What every way of running a command here has in common: the root on disk, the files of the run, the outputs in the store. */
record Workshop(Store store, Roots roots) {
    private static final Limits OUTPUT = Limits.PACKAGE;

    /** The part that differs: runs the command with its root and its files at these places. */
    interface Running {
        Child.Ended run(Path root, Path scratch) throws IOException, InterruptedException;
    }

    Result run(Exec exec, Running running) throws InterruptedException {
        try (var scratch = Scratch.of(exec, store)) {
            Child.Ended ended = running.run(roots.of(exec.root()), scratch.directory());
            boolean succeeded = ended.exitCode() == 0 && !ended.timedOut();
            Tree outputs =
                    succeeded ? new Outputs(store, OUTPUT).collect(scratch.directory(), exec.outputs()) : Tree.EMPTY;
            return new Result(ended.exitCode(), ended.timedOut(), outputs, ended.stdout(), ended.stderr());
        } catch (IOException e) {
            throw new EnvironmentError(
                    Problem.of(
                            ErrorCode.COMMAND_FAILED,
                            "`" + exec.argv().getFirst() + "` could not be run: " + e.getMessage()),
                    e);
        }
    }
}
