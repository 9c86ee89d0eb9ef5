package dev.terrarium.dockerfile.evaluation;

import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known at one place of a stage.
 *
 * @param environment {@code ENV}, which containers inherit
 * @param arguments {@code ARG}, for this stage's build alone
 * @param knowsBase whether nothing but what stands in the file can have set a variable
 * @param user as last set in the file
 * @param shell of shell forms; empty where the base decides, which is {@code /bin/sh -c} nearly always
 */
public record State(
        Map<String, Value> environment,
        Map<String, Value> arguments,
        boolean knowsBase,
        Optional<Instruction.User> user,
        Value workdir,
        List<String> shell) {
    public State {
        environment = Map.copyOf(environment);
        arguments = Map.copyOf(arguments);
        shell = List.copyOf(shell);
    }

    static State start(boolean knowsBase) {
        return new State(
                Map.of(), Map.of(), knowsBase, Optional.empty(), knowsBase ? Value.of("/") : Value.UNKNOWN, List.of());
    }

    /** What a variable is worth to an instruction: {@code ENV} beats {@code ARG}. */
    public Value variable(String name) {
        Value set = environment.get(name);
        if (set == null) {
            set = arguments.get(name);
        }
        return set != null ? set : knowsBase ? Value.UNSET : Value.UNKNOWN;
    }

    /** The variables of a {@code RUN}, empty where their value is unknown. */
    public Map<String, Optional<String>> forShell() {
        var known = new HashMap<String, Optional<String>>();
        arguments.forEach((name, value) -> known.put(name, text(value)));
        environment.forEach((name, value) -> known.put(name, text(value)));
        return known;
    }

    private static Optional<String> text(Value value) {
        return value instanceof Value.Known known ? Optional.of(known.text()) : Optional.empty();
    }

    State withEnvironment(Map<String, Value> changed) {
        var all = new HashMap<>(environment);
        all.putAll(changed);
        return new State(all, arguments, knowsBase, user, workdir, shell);
    }

    State withArgument(String name, Value value) {
        var all = new HashMap<>(arguments);
        all.put(name, value);
        return new State(environment, all, knowsBase, user, workdir, shell);
    }

    State withUser(Instruction.User instruction) {
        return new State(environment, arguments, knowsBase, Optional.of(instruction), workdir, shell);
    }

    State withWorkdir(Value path) {
        return new State(environment, arguments, knowsBase, user, path, shell);
    }

    State withShell(List<String> words) {
        return new State(environment, arguments, knowsBase, user, workdir, words);
    }
}
