package dev.terrarium.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The world outside refused: network, disk, registry, engine. Secrets are removed before one of these is made. Exit code 4. */
public final class EnvironmentError extends TerrariumError {
    private static final long serialVersionUID = 1L;

    /** Several problems told at once, so that a person mends them in one go. */
    public EnvironmentError(List<Problem> problems) {
        super(problems, null);
    }

    public EnvironmentError(Problem problem) {
        super(List.of(problem), null);
    }

    public EnvironmentError(Problem problem, @Nullable Throwable cause) {
        super(List.of(problem), cause);
    }

    /** Whether nothing failed, and something was only forbidden to be fetched: then there may be more to tell. */
    public boolean isOffline() {
        return problems().stream().allMatch(problem -> problem.code() == ErrorCode.NETWORK_OFFLINE);
    }

    /** The common case: a sentence and, for each way out, a hint. */
    public EnvironmentError(ErrorCode code, String message, String... hints) {
        this(Problem.of(code, message, hints));
    }
}
