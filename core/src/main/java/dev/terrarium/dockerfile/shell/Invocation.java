package dev.terrarium.dockerfile.shell;

import dev.terrarium.dockerfile.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program that a script runs, with what leads to it taken off: {@code sudo}, {@code env}, {@code exec}, {@code time}, {@code sh -c}.
 *
 * @param name of the program, without directory; {@code python3.13} stays as it is
 * @param arguments behind the program; those that depend on anything unknown are empty
 * @param words the same, as they stand in the file, the program first
 * @param environment that stands before it: {@code A=1 pip install x}
 * @param isExec whether {@code exec} replaces the shell with it
 * @param outcome what its failure does
 * @param pipedInto the programs that read its output, in their order
 * @param span of the whole simple command, wrappers included
 */
public record Invocation(
        String name,
        List<Optional<String>> arguments,
        List<ShellWord> words,
        Map<String, Optional<String>> environment,
        boolean isExec,
        Outcome outcome,
        List<String> pipedInto,
        Span span) {
    /** What happens when it fails. */
    public enum Outcome {
        /** The script goes on, or ends, as the rest of the list says. */
        COUNTS,
        /** {@code || true} and the like hide it. */
        HIDDEN,
        /** It stands in a condition, where failing is an answer. */
        ASKED
    }

    public Invocation {
        arguments = List.copyOf(arguments);
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
        pipedInto = List.copyOf(pipedInto);
    }

    /** Whether the program is this one. */
    public boolean is(String program) {
        return name.equals(program);
    }

    /** Whether an argument is exactly this. */
    public boolean has(String argument) {
        return arguments.contains(Optional.of(argument));
    }

    /** The argument at {@code index}, where it is known. */
    public Optional<String> argument(int index) {
        return index < arguments.size() ? arguments.get(index) : Optional.empty();
    }

    /** The word of the argument at {@code index}. */
    public ShellWord word(int index) {
        return words.get(index + 1);
    }
}
