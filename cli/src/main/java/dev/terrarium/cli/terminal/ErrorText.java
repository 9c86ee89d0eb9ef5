package dev.terrarium.cli.terminal;

import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;
import java.util.List;

/**
 * Problems as a person reads them: the message, the place with its line and a caret, then the ways out.
 *
 * <pre>{@code
 * error: the lock file does not fit the project: `httpx` is not locked
 *   --> pyproject.toml:14:5
 *    |
 * 14 |     "httpx>=0.27",
 *    |     ^^^^^^^^^^^^^ not in uv.lock
 * hint: run `uv lock`, then build again
 * }</pre>
 */
public final class ErrorText {
    private ErrorText() {}

    /** All of them, an empty line between two. */
    public static String of(List<Problem> problems, Palette palette) {
        var text = new StringBuilder();
        for (Problem problem : problems) {
            if (!text.isEmpty()) {
                text.append('\n');
            }
            text.append(palette.error("error:"))
                    .append(' ')
                    .append(printable(problem.message()))
                    .append('\n');
            problem.place().ifPresent(place -> place(text, place, palette));
            for (String hint : problem.hints()) {
                text.append(palette.hint("hint:"))
                        .append(' ')
                        .append(printable(hint))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static void place(StringBuilder text, Place place, Palette palette) {
        text.append("  ")
                .append(palette.faint("-->"))
                .append(' ')
                .append(printable(place.toString()))
                .append('\n');
        if (place.excerpt().isEmpty() || place.line() == 0) {
            return;
        }
        String number = String.valueOf(place.line());
        String margin = " ".repeat(number.length() + 1) + palette.faint("|");
        String line = printable(place.excerpt().get().replace("\t", "    "));
        text.append(margin).append('\n');
        text.append(number)
                .append(' ')
                .append(palette.faint("|"))
                .append(' ')
                .append(line)
                .append('\n');
        if (place.column() > 0) {
            String carets = "^".repeat(Math.max(1, place.length()));
            String mark = place.note().isEmpty() ? carets : carets + " " + printable(place.note());
            text.append(margin)
                    .append(' ')
                    .append(" ".repeat(indent(place)))
                    .append(palette.error(mark))
                    .append('\n');
        }
    }

    /** How many columns stand before the marked text once tabs are spaces. */
    private static int indent(Place place) {
        String line = place.excerpt().orElse("");
        String before = line.substring(0, Math.min(place.column() - 1, line.length()));
        return before.replace("\t", "    ").length() + Math.max(0, place.column() - 1 - line.length());
    }

    /** Foreign text may end up in a message: whatever would move the cursor or change the colour is shown, not obeyed. */
    private static String printable(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        var safe = new StringBuilder();
        text.chars().forEach(c -> safe.append(Character.isISOControl(c) ? '\ufffd' : (char) c));
        return safe.toString();
    }
}
