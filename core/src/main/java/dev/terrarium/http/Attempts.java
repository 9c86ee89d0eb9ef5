package dev.terrarium.http;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.io.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Repeats a request as its {@link Retry} allows, and says so when somebody has to wait. */
final class Attempts {
    private static final Duration WORTH_TELLING = Duration.ofSeconds(2);

    /** Lets time pass; a test lets none. */
    @FunctionalInterface
    interface Pause {
        void pause(Duration time) throws InterruptedException;
    }

    /** @param <E> what else may come up, and is not repeated */
    @FunctionalInterface
    interface Attempt<T, E extends Exception> {
        T make() throws Fault, InterruptedException, E;
    }

    private final Retry retry;
    private final RandomGenerator jitter;
    private final Pause pause;
    private final Progress progress;

    Attempts(Retry retry, RandomGenerator jitter, Pause pause, Progress progress) {
        this.retry = retry;
        this.jitter = jitter;
        this.pause = pause;
        this.progress = progress;
    }

    /** @param moved how far the attempts have come: one that got further than the one before is no failure in a row */
    <T, E extends Exception> T make(Attempt<T, E> attempt, LongSupplier moved) throws E {
        Duration waited = Duration.ZERO;
        long before = moved.getAsLong();
        for (int failures = 1; ; failures++) {
            try {
                try {
                    return attempt.make();
                } catch (Fault fault) {
                    if (moved.getAsLong() > before) {
                        before = moved.getAsLong();
                        failures = 1;
                    }
                    Duration wait = next(fault, failures, waited).orElseThrow(fault::asError);
                    if (wait.compareTo(WORTH_TELLING) >= 0) {
                        progress.note(fault.getMessage() + "; again in " + wait.toSeconds() + " s");
                    }
                    pause.pause(wait);
                    waited = waited.plus(wait);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EnvironmentError(ErrorCode.NETWORK_FAILED, "interrupted while a server was asked");
            }
        }
    }

    private Optional<Duration> next(Fault fault, int failures, Duration waited) {
        return fault.isPassing() ? retry.wait(failures, fault.after(), waited, jitter) : Optional.empty();
    }
}
