package dev.terrarium.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the user wrote or asked for cannot be carried out: a wrong key, a stale lock, a missing file. Exit code 3. */
public final class UserError extends TerrariumError {
    private static final long serialVersionUID = 1L;

    /** Several problems told at once, so that a person mends them in one go. */
    public UserError(List<Problem> problems) {
        super(problems, null);
    }

    public UserError(Problem problem) {
        super(List.of(problem), null);
    }

    public UserError(Problem problem, @Nullable Throwable cause) {
        super(List.of(problem), cause);
    }

    /** The common case: a sentence and, for each way out, a hint. */
    public UserError(ErrorCode code, String message, String... hints) {
        this(Problem.of(code, message, hints));
    }
}
