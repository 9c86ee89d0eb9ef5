package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.dockerfile.Expansion;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.Value;
import java.util.Optional;

/**
 * The user that the container runs as.
 *
 * @param instruction the last {@code USER} that reaches the image
 * @param name without its group; unknown where it depends on what nobody knows
 */
record RunUser(Instruction.User instruction, Value name) {
    static Optional<RunUser> of(DockerfileSubject subject) {
        return subject.last().end().user().map(user -> {
            Value value = Expansion.expand(
                    user.user().raw(), subject.file().escape(), subject.last().end()::variable);
            return new RunUser(
                    user,
                    value instanceof Value.Known known ? Value.of(known.text().replaceFirst(":.*", "")) : value);
        });
    }

    boolean isRoot() {
        return name instanceof Value.Known known
                && (known.text().equals("root") || known.text().matches("0+"));
    }
}
