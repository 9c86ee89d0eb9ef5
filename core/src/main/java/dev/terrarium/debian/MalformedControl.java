package dev.terrarium.debian;

import java.io.IOException;

/**
 * A text is not what Debian's policy says it should be; the message says what, without saying where the text came from.
 *
 * <p>Checked, and not one of the three errors of the program: whether it is the user's mistake (an apt configuration) or a reason
 * to distrust an archive is known only to whoever read the file.
 */
public final class MalformedControl extends IOException {
    private static final long serialVersionUID = 1L;

    public MalformedControl(String message) {
        super(message);
    }

    /** A foreign text as it may stand in a message: one line, no control characters, not longer than a person reads. */
    public static String shown(String text) {
        var shown = new StringBuilder();
        for (int i = 0; i < text.length() && shown.length() < 100; i++) {
            char c = text.charAt(i);
            boolean plain = c >= ' ' && c != 0x7f && c != '`' && Character.getType(c) != Character.FORMAT;
            shown.append(plain ? c : '?');
        }
        return shown.length() < text.length() ? shown + "…" : shown.toString();
    }
}
