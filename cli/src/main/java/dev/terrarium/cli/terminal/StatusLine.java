package dev.terrarium.cli.terminal;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * The last line of a terminal, drawn over ten times a second while steps run; nothing at all elsewhere.
 *
 * <p>One line, not one a step: what scrolled away cannot be drawn over, and the finished lines above it must stay as they are.
 */
final class StatusLine {
    private static final long PAUSE_MILLIS = 100;
    private static final String ERASE = "\r\u001b[K";

    private final PrintStream out;
    private final Terminal terminal;
    private final SequencedSet<Console.Running> steps = new LinkedHashSet<>();
    private boolean drawing;
    private boolean drawn;

    StatusLine(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(Console.Running step) {
        if (!terminal.live()) {
            return;
        }
        synchronized (out) {
            steps.add(step);
            if (!drawing) {
                drawing = true;
                Thread.ofPlatform().daemon().name("status line").start(this::draw);
            }
        }
    }

    void hide(Console.Running step) {
        synchronized (out) {
            steps.remove(step);
        }
    }

    /** Takes the line away, so that another can be written in its place; called with {@code out} locked. */
    void clear() {
        if (drawn) {
            out.print(ERASE);
            drawn = false;
        }
    }

    private void draw() {
        while (true) {
            synchronized (out) {
                clear();
                if (steps.isEmpty()) {
                    drawing = false;
                    out.flush();
                    return;
                }
                String others = steps.size() == 1 ? "" : "  and " + (steps.size() - 1) + " more";
                String line = "  " + steps.getLast().underway() + others;
                out.print(line.substring(0, Math.min(line.length(), terminal.width() - 1)));
                out.flush();
                drawn = true;
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
