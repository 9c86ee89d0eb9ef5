package dev.terrarium.dockerfile;

import java.util.List;
import java.util.Optional;

/**
 * A stage: what stands between one {@code FROM} and the next.
 *
 * @param index from 0
 * @param name in lower case
 * @param from none for a fragment, whose base nobody knows
 * @param parent the stage that {@code FROM} names
 * @param instructions without {@code FROM}
 */
public record Stage(
        int index,
        Optional<String> name,
        Optional<Instruction.From> from,
        Optional<Integer> parent,
        List<Instruction> instructions) {
    public Stage {
        instructions = List.copyOf(instructions);
    }

    /** Where something about the stage as a whole is told. */
    public Span anchor() {
        return from.map(Instruction::span)
                .orElseGet(() -> instructions.isEmpty()
                        ? Span.at(0)
                        : instructions.getFirst().span());
    }
}
