package dev.terrarium.io;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that begin and end together: when the block is left, none of them runs any more.
 *
 * <p>Not {@code StructuredTaskScope}, which is a preview in this Java; the same shape, so that it can be replaced by it. Not an
 * executor handed around: nobody could say when its tasks are over. The first failure interrupts the others and is thrown by
 * {@link #join}; what the others throw is added to it as suppressed.
 *
 * <pre>{@code
 * try (var scope = new Scope()) {
 *   var wheel = scope.fork(() -> fetch(url));
 *   var base = scope.fork(() -> assemble(packages));
 *   scope.join();
 *   use(wheel.get(), base.get());
 * }
 * }</pre>
 */
public final class Scope implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> futures = new ArrayList<>();
    private final Semaphore permits;
    private @Nullable Throwable failure;

    /** As many tasks at once as are forked: right for tasks that wait. */
    public Scope() {
        this(Integer.MAX_VALUE);
    }

    /** At most {@code atOnce} tasks run at a time, the others wait: right for tasks that compute or that tax a server. */
    public Scope(int atOnce) {
        this.permits = new Semaphore(atOnce);
    }

    /** The result of a task, to be asked for after {@link #join}. */
    public static final class Task<T> {
        private volatile @Nullable T value;
        private volatile boolean done;

        private Task() {}

        /** @throws IllegalStateException before {@link Scope#join} returned */
        @SuppressWarnings("NullAway") // a task may be of a nullable type; T decides
        public T get() {
            if (!done) {
                throw new IllegalStateException("the task has not ended: join first");
            }
            return value;
        }
    }

    /** Starts a task on a virtual thread of its own; after another one failed, nothing is started any more. */
    public <T> Task<T> fork(Callable<T> work) {
        var task = new Task<T>();
        synchronized (this) {
            if (failure == null) {
                futures.add(threads.submit(() -> {
                    run(work, task);
                    return null;
                }));
            }
        }
        return task;
    }

    private <T> void run(Callable<T> work, Task<T> task) {
        try {
            permits.acquire();
            try {
                task.value = work.call();
                task.done = true;
            } finally {
                permits.release();
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    private synchronized void fail(Throwable e) {
        if (failure == null) {
            failure = e;
            threads.shutdownNow();
        } else if (!failure.equals(e) && !(e instanceof InterruptedException)) {
            failure.addSuppressed(e);
        }
    }

    /**
     * Waits for all tasks forked so far.
     *
     * @throws InterruptedException when this thread is interrupted; the tasks are too
     * @throws RuntimeException the first task's failure, as it is; a checked one is wrapped in {@link ScopeFailure}
     */
    public void join() throws InterruptedException {
        List<Future<?>> waiting;
        synchronized (this) {
            waiting = List.copyOf(futures);
        }
        for (Future<?> future : waiting) {
            try {
                future.get();
            } catch (ExecutionException | java.util.concurrent.CancellationException e) {
                fail(e);
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            }
        }
        Throwable first;
        synchronized (this) {
            first = failure;
        }
        switch (first) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case InterruptedException e -> throw e;
            default -> throw new ScopeFailure(first);
        }
    }

    /** Interrupts what still runs and waits until it has stopped. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }

    /** A task threw a checked exception; the cause is that exception. */
    public static final class ScopeFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ScopeFailure(Throwable cause) {
            super(cause);
        }
    }
}
