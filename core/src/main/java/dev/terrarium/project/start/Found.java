package dev.terrarium.project.start;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A way to start that was found, before it is asked what it lacks as process 1.
 *
 * @param reason for {@code plan}
 */
record Found(List<String> argv, OptionalInt port, Optional<String> framework, Optional<String> server, String reason) {
    Found {
        argv = List.copyOf(argv);
    }

    /** Something that listens nowhere, as far as is known. */
    static Found job(List<String> argv, String framework, String reason) {
        return new Found(argv, OptionalInt.empty(), Optional.of(framework), Optional.empty(), reason);
    }

    StartCommand complete(Facts facts) {
        ProcessOne first = ProcessOne.of(argv, facts);
        return new StartCommand(
                argv, port, framework, server, first.stopSignal(), first.init(), reason, NamedCommands.of(facts));
    }
}
