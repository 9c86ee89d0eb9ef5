package dev.terrarium.cli.line;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import java.util.List;

/**
 * A command line that was not understood: nothing was done. Exit code 2.
 *
 * <p>Not a {@code UserError}: that one is about what a project asks for, and scripts tell the two apart.
 */
public final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public UsageError(List<Problem> problems) {
        super(problems.getFirst().message());
        this.problems = List.copyOf(problems);
    }

    public UsageError(String message, String... hints) {
        this(List.of(Problem.of(ErrorCode.USAGE, message, hints)));
    }

    /** Everything that was not understood, in the order of the line. */
    public List<Problem> problems() {
        return problems;
    }
}
