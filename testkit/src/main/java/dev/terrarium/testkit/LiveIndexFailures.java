package dev.terrarium.testkit;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.TerrariumError;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Tells what is the index's fault from what is ours, by the code of the error. */
final class LiveIndexFailures implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    private static final Set<ErrorCode> NOT_OURS =
            Set.of(ErrorCode.NETWORK_FAILED, ErrorCode.SERVER_REFUSED, ErrorCode.INDEX_EXPIRED);

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw judged(failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw judged(failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw judged(failure);
    }

    /** The failure itself, or why the test could not be run. */
    static Throwable judged(Throwable failure) {
        if (failure instanceof TerrariumError error) {
            for (Problem problem : error.problems()) {
                if (NOT_OURS.contains(problem.code())) {
                    return new TestAbortedException("live index: " + problem.message(), failure);
                }
            }
        }
        return failure;
    }
}
