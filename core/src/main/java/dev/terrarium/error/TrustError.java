package dev.terrarium.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bytes are not what somebody vouched for: a signature, a digest, a downgrade. Never retried and never waved through. Exit code 5. */
public final class TrustError extends TerrariumError {
    private static final long serialVersionUID = 1L;

    /** Several problems told at once, so that a person mends them in one go. */
    public TrustError(List<Problem> problems) {
        super(problems, null);
    }

    public TrustError(Problem problem) {
        super(List.of(problem), null);
    }

    public TrustError(Problem problem, @Nullable Throwable cause) {
        super(List.of(problem), cause);
    }

    /** The common case: a sentence and, for each way out, a hint. */
    public TrustError(ErrorCode code, String message, String... hints) {
        this(Problem.of(code, message, hints));
    }
}
