package dev.terrarium.cli.command;

import dev.terrarium.cli.terminal.ExitCode;
import dev.terrarium.json.Json;

/**
 * What a command found out or made: the only thing that goes to standard output, as text or as one JSON document.
 *
 * <p>An interface, and each command's result a record, so that both forms are made from the same data and no command prints.
 */
public interface Result {
    /** For people: whole lines, the last with its line break; empty when there is nothing to say. */
    String text();

    /** For programs: begins with {@code "schema": "terrarium.<command>/<N>"}; members are only ever added within one N. */
    Json.Members document();

    /** {@link ExitCode#OK}, or {@link ExitCode#FINDINGS}. */
    default ExitCode exit() {
        return ExitCode.OK;
    }
}
