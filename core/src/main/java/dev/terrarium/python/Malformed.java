package dev.terrarium.python;

import java.io.IOException;

/**
 * A text is not what a packaging standard says it should be; the message says what, without saying where the text came from.
 *
 * <p>Checked, and not one of the three errors of the program: whether a bad requirement is the user's mistake (a project file),
 * the index's (a page, to be skipped) or a reason to distrust a wheel is known only to whoever read the file.
 */
public final class Malformed extends IOException {
    private static final long serialVersionUID = 1L;

    private final int position;

    public Malformed(String message) {
        this(message, 0);
    }

    /**
     * @param message lower case, one line, literals in backticks
     * @param position in characters from the text's beginning
     */
    public Malformed(String message, int position) {
        super(message);
        this.position = position;
    }

    /** How many characters into the text the trouble begins. */
    public int position() {
        return position;
    }

    /** A foreign text as it may stand in a message: one line, no control characters, not longer than a person reads. */
    public static String shown(String text) {
        var shown = new StringBuilder();
        for (int i = 0; i < text.length() && shown.length() < 100; i++) {
            char c = text.charAt(i);
            shown.append(c < ' ' || c == 0x7f || c == '`' || Character.getType(c) == Character.FORMAT ? '?' : c);
        }
        return shown.length() < text.length() ? shown + "…" : shown.toString();
    }
}
