package dev.terrarium.cli.terminal;

import dev.terrarium.io.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What standard error is connected to.
 *
 * @param live whether a line may be drawn over: a terminal, and no dumb one
 * @param width in columns
 */
public record Terminal(boolean live, Palette palette, int width) {
    private static final int USUAL_WIDTH = 80;

    /** Lines for a file or a pipe. */
    public static final Terminal NONE = new Terminal(false, Palette.PLAIN, USUAL_WIDTH);

    /** {@code System.console()} answers for standard input and output; progress goes to standard error, so that is asked itself. */
    public static Terminal of(Environment environment, Path standardError) {
        boolean live = isTerminal(standardError)
                && !environment.variable("TERM").orElse("dumb").equals("dumb");
        boolean coloured = live && environment.variable("NO_COLOR").isEmpty();
        return new Terminal(live, coloured ? Palette.COLOURED : Palette.PLAIN, width(environment));
    }

    private static boolean isTerminal(Path standardError) {
        try {
            String target = Files.readSymbolicLink(standardError).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static int width(Environment environment) {
        try {
            return Math.clamp(Integer.parseInt(environment.variable("COLUMNS").orElse("80")), 20, 400);
        } catch (NumberFormatException e) {
            return USUAL_WIDTH;
        }
    }
}
