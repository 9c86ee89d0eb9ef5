package dev.terrarium.cli.command;

import dev.terrarium.cli.line.Arguments;
import dev.terrarium.cli.line.Spec;
import java.io.IOException;

/** One thing that {@code terrarium} does. Made anew for each run, and only the one that was asked for. */
public interface Command {
    /** Its table of options, from which the line was parsed. */
    Spec spec();

    /**
     * Does it.
     *
     * @throws dev.terrarium.error.TerrariumError when it cannot be done, with all reasons
     * @throws dev.terrarium.cli.line.UsageError when a value on the line makes no sense
     * @throws IOException when the store or another directory of ours fails; told as a problem of the disk
     * @throws InterruptedException when the person pressed Ctrl-C
     */
    Result run(Arguments arguments, Session session) throws IOException, InterruptedException;
}
