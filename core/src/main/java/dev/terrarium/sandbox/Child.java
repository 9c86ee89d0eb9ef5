package dev.terrarium.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of the host with an end: it is killed when its time is over, when the thread that waits for it is interrupted, and,
 * by the kernel, when this program dies.
 *
 * <p>Started on a platform thread of its own, which lives as long as the process: the kernel's parent-death signal, which bubblewrap
 * asks for, is sent when the starting <em>thread</em> ends, and the carriers of virtual threads come and go.
 */
final class Child {
    private static final int KEPT = 1 << 20;

    /** Limits that are not the command's own: no core files, no file of more than 8 GiB; files and stack as is usual. */
    private static final String LIMITED =
            "ulimit -c 0; ulimit -f 16777216; ulimit -n 4096 2>/dev/null; ulimit -s 8192 2>/dev/null; exec \"$@\"";

    private static final String REPORTING = "exec 3>\"$1\"; shift; ";
    private static final Duration GLANCE = Duration.ofMillis(50);

    record Ended(int exitCode, boolean timedOut, String stdout, String stderr) {}

    /** When a process has had its time; asked again and again while it runs. */
    @FunctionalInterface
    interface Deadline {
        boolean isOver() throws IOException;
    }

    private Child() {}

    static Ended run(List<String> command, Map<String, String> environment, Path directory, Duration timeout)
            throws IOException, InterruptedException {
        return run(builder(LIMITED, command, environment, directory), timeout, () -> true);
    }

    /** @param report a file that the process finds open for writing under the number 3 */
    static Ended run(List<String> command, Path directory, Path report, Deadline deadline)
            throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(report.toString()));
        words.addAll(command);
        return run(builder(REPORTING + LIMITED, words, Map.of(), directory), GLANCE, deadline);
    }

    private static ProcessBuilder builder(
            String script, List<String> words, Map<String, String> environment, Path directory) {
        var all = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        all.addAll(words);
        var builder = new ProcessBuilder(all).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.redirectInput(new File("/dev/null"));
    }

    private static Ended run(ProcessBuilder builder, Duration between, Deadline deadline)
            throws IOException, InterruptedException {
        return onThreadOfItsOwn(() -> watch(builder.start(), between, deadline));
    }

    private static Ended watch(Process process, Duration between, Deadline deadline)
            throws IOException, InterruptedException {
        var stdout = drain(process.getInputStream());
        var stderr = drain(process.getErrorStream());
        boolean ended = false;
        try {
            do {
                ended = process.waitFor(between.toMillis(), TimeUnit.MILLISECONDS);
            } while (!ended && !deadline.isOver());
        } finally {
            if (!ended) {
                kill(process);
                process.onExit().join();
            }
        }
        return new Ended(process.waitFor(), !ended, text(stdout), text(stderr));
    }

    /** Descendants first are listed and last are killed, so that none is orphaned before it is seen. */
    private static void kill(Process process) {
        var descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    private static FutureTask<String> drain(InputStream in) {
        var task = new FutureTask<>(() -> lastOf(in));
        Thread.ofVirtual().start(task);
        return task;
    }

    private static String lastOf(InputStream in) throws IOException {
        var before = new ByteArrayOutputStream();
        var now = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 14];
        try (in) {
            for (int count; (count = in.read(buffer)) >= 0; ) {
                if (now.size() >= KEPT) {
                    before = now;
                    now = new ByteArrayOutputStream();
                }
                now.write(buffer, 0, count);
            }
        }
        before.writeBytes(now.toByteArray());
        return before.toString(StandardCharsets.UTF_8);
    }

    /** What was written, or nothing when somebody who outlived the process still holds the pipe. */
    private static String text(FutureTask<String> drained) throws IOException, InterruptedException {
        try {
            return drained.get(5, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return "";
        } catch (ExecutionException e) {
            throw new IOException("the output of a command could not be read", e.getCause());
        }
    }

    private static Ended onThreadOfItsOwn(Callable<Ended> work) throws IOException, InterruptedException {
        var task = new FutureTask<>(work);
        Thread thread = Thread.ofPlatform().name("child").start(task);
        try {
            return task.get();
        } catch (InterruptedException e) {
            thread.interrupt();
            joinWhateverComes(thread);
            throw e;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case InterruptedException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** The process must be dead before anything else happens, even to a thread that was interrupted twice. */
    private static void joinWhateverComes(Thread thread) {
        while (thread.isAlive()) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
