package dev.terrarium.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run that cannot go on, for a reason that somebody can act upon.
 *
 * <p>Not an {@code IOException}: those say what the operating system saw, and stay inside the package at whose edge they
 * arise; these say what a person can do. Closed, because exit codes, colours and retries are decided by kind. Everything else
 * that reaches {@code main} is a bug of this program.
 */
public abstract sealed class TerrariumError extends RuntimeException permits UserError, EnvironmentError, TrustError {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    TerrariumError(List<Problem> problems, @Nullable Throwable cause) {
        super(problems.getFirst().message(), cause);
        this.problems = List.copyOf(problems);
    }

    /** Everything that was found wrong, at least one, in the order in which it should be told. */
    public final List<Problem> problems() {
        return problems;
    }
}
