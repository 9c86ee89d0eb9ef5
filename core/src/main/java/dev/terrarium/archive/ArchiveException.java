package dev.terrarium.archive;

import java.io.IOException;

/**
 * An archive or compressed stream is not what its format says, or says something on which readers disagree.
 *
 * <p>The message is one line that can be shown: what is wrong, where. Which archive it was is added by who opened it, and so is
 * whether somebody vouched for it.
 */
public final class ArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    public ArchiveException(String message) {
        super(message);
    }

    public ArchiveException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A foreign name as it may be shown: in backticks, without control characters, cut when it is long. */
    public static String quote(String name) {
        var quoted = new StringBuilder("`");
        name.codePoints().limit(200).forEach(c -> {
            if (Character.isISOControl(c)) {
                quoted.append(String.format(java.util.Locale.ROOT, "\\x%02x", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append(name.length() > 200 ? "…`" : "`").toString();
    }
}
