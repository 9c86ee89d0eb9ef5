package dev.terrarium.dockerfile.evaluation;

import dev.terrarium.dockerfile.Command;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.Stage;
import dev.terrarium.dockerfile.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stage with what is known of it.
 *
 * @param base the image that it begins from, or the name of a stage
 * @param parent the stage that it begins from
 * @param states before each instruction of {@link Stage#instructions}, and one more for the end
 * @param runs of this stage alone
 */
public record EvaluatedStage(
        Stage stage,
        Value base,
        Optional<EvaluatedStage> parent,
        List<State> states,
        List<EvaluatedRun> runs,
        Optional<Instruction.Cmd> cmd,
        Optional<Instruction.Entrypoint> entrypoint) {
    public EvaluatedStage {
        states = List.copyOf(states);
        runs = List.copyOf(runs);
    }

    /** What is known when the stage is whole. */
    public State end() {
        return states.getLast();
    }

    /** This stage and those it begins from, the outermost first: what the image is made of, but for copies. */
    public List<EvaluatedStage> chain() {
        var chain = new ArrayList<EvaluatedStage>();
        chain.add(this);
        while (chain.getFirst().parent().isPresent()) {
            chain.addFirst(chain.getFirst().parent().orElseThrow());
        }
        return chain;
    }

    /** Every {@code RUN} of the chain. */
    public List<EvaluatedRun> allRuns() {
        return chain().stream().flatMap(stage -> stage.runs().stream()).toList();
    }

    /** Every instruction of the chain, without {@code FROM}. */
    public List<Instruction> allInstructions() {
        return chain().stream()
                .flatMap(stage -> stage.stage().instructions().stream())
                .toList();
    }

    /** The image that the whole chain begins from. */
    public Value rootBase() {
        return chain().getFirst().base();
    }

    /** What is known before an instruction of this stage. */
    public State before(Instruction instruction) {
        int index = stage.instructions().indexOf(instruction);
        return index < 0 ? states.getFirst() : states.get(index);
    }

    /** Program and arguments of the exec forms that start the container; empty where a shell form takes part, or nothing is set. */
    public List<String> startWords() {
        var words = new ArrayList<String>();
        for (Optional<Command> command :
                List.of(entrypoint.map(Instruction.Entrypoint::command), cmd.map(Instruction.Cmd::command))) {
            if (command.isPresent()) {
                if (!(command.get() instanceof Command.Exec exec)) {
                    return List.of();
                }
                words.addAll(exec.arguments());
            }
        }
        return words;
    }

    /** The value of a variable in the container. */
    public Optional<String> variable(String name) {
        Map<String, Value> environment = end().environment();
        return environment.get(name) instanceof Value.Known known ? Optional.of(known.text()) : Optional.empty();
    }
}
