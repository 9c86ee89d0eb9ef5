package dev.terrarium.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens on Ctrl-C: the running command is interrupted, and the process waits until it has cleaned up.
 *
 * <p>A shutdown hook and not a signal handler, which Java offers only in an unsupported package: the process then ends with 130
 * after SIGINT and 143 after SIGTERM, as the shell expects. Whoever takes longer than the grace period is cut off; what lies
 * about then is a temporary of a dead process, which {@code cache prune} removes.
 */
final class Interruption {
    private static final long GRACE_SECONDS = 10;

    private final CountDownLatch over = new CountDownLatch(1);

    private Interruption() {}

    /** From now on an end of the process interrupts {@code worker} first. */
    static Interruption of(Thread worker) {
        var interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> interruption.shutDown(worker)));
        return interruption;
    }

    /** The command has ended, in whatever way. */
    void commandEnded() {
        over.countDown();
    }

    private void shutDown(Thread worker) {
        if (over.getCount() == 0) {
            return;
        }
        worker.interrupt();
        try {
            if (!over.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
