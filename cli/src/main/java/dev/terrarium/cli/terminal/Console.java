package dev.terrarium.cli.terminal;

import dev.terrarium.error.Problem;
import dev.terrarium.io.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Standard error: a line a step, notes, warnings and errors, from any number of threads.
 *
 * <p>A step leaves a line only if it told an outcome: {@code ✓ dependencies  41 packages  38.2 MB  1.9 s  39 from the store}. One
 * that told none is part of a bigger one, or it failed and the error says so; it is shown while it runs, if there is a terminal,
 * and then gone. Results are not written here.
 */
public final class Console implements Progress {
    private static final int PHASE_WIDTH = 16;
    private static final int WHAT_WIDTH = 16;
    private static final int FIGURE_WIDTH = 8;

    private final PrintStream out;
    private final Terminal terminal;
    private final boolean quiet;
    private final InstantSource clock;
    private final StatusLine status;

    public Console(PrintStream out, Terminal terminal, boolean quiet, InstantSource clock) {
        this.out = out;
        this.terminal = terminal;
        this.quiet = quiet;
        this.clock = clock;
        this.status = new StatusLine(out, terminal);
    }

    @Override
    public Step begin(String phase, String what) {
        var step = new Running(phase, what);
        if (!quiet) {
            status.show(step);
        }
        return step;
    }

    @Override
    public void note(String line) {
        if (!quiet) {
            print(line);
        }
    }

    @Override
    public void warn(String line) {
        print(terminal.palette().warning("warning:") + " " + line);
    }

    /** Tells all problems, each with its place and hints. */
    public void problems(List<Problem> problems) {
        print(ErrorText.of(problems, terminal.palette()).stripTrailing());
    }

    /** Tells one line that is no problem with a way out: an interruption, a bug. */
    public void error(String line) {
        print(terminal.palette().error("error:") + " " + line);
    }

    /** Shows a failure's trace, for who asked for it. */
    public void trace(Throwable failure) {
        synchronized (out) {
            status.clear();
            failure.printStackTrace(out);
        }
    }

    private void print(String lines) {
        synchronized (out) {
            status.clear();
            out.print(lines + "\n");
            out.flush();
        }
    }

    /** A step between its beginning and its end. */
    final class Running implements Step {
        private final String phase;
        private final String what;
        private final Instant begun = clock.instant();
        private long done;
        private long total;
        private String outcome = "";
        private boolean told;
        private boolean closed;

        private Running(String phase, String what) {
            this.phase = phase;
            this.what = what;
        }

        @Override
        public synchronized void total(long bytes) {
            total = bytes;
        }

        @Override
        public synchronized void advance(long bytes) {
            done += bytes;
        }

        @Override
        public synchronized void outcome(String text) {
            outcome = text;
            told = true;
        }

        @Override
        public void close() {
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
            }
            status.hide(this);
            if (told && !quiet) {
                print(finished());
            }
        }

        private synchronized String finished() {
            Duration time = Duration.between(begun, clock.instant());
            var line = new StringBuilder(terminal.palette().done("✓")).append(' ');
            line.append(left(phase, PHASE_WIDTH)).append("  ").append(left(what, WHAT_WIDTH));
            line.append("  ").append(right(done > 0 ? Figures.bytes(done) : ""));
            line.append("  ").append(right(time.toMillis() > 0 ? Figures.duration(time) : ""));
            line.append(outcome.isEmpty() ? "" : "  " + outcome);
            return line.toString().stripTrailing();
        }

        /** How it stands: {@code fetch numpy 2.3.1  12.0 of 18.1 MB}. */
        synchronized String underway() {
            String amount = total > 0
                    ? "  " + Figures.bytes(done) + " of " + Figures.bytes(total)
                    : done > 0 ? "  " + Figures.bytes(done) : "";
            return phase + "  " + what + amount;
        }
    }

    private static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String right(String text) {
        return " ".repeat(Math.max(0, FIGURE_WIDTH - text.length())) + text;
    }
}
