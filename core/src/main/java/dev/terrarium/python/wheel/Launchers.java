package dev.terrarium.python.wheel;

import dev.terrarium.python.interpreter.Layout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The commands in {@code bin}: those made for entry points, and those that wheels bring and that get our interpreter's path. */
public final class Launchers {
    private static final byte[] PLACEHOLDER = "#!python".getBytes(StandardCharsets.US_ASCII);

    private Launchers() {}

    static String interpreter(Layout layout) {
        return "#!/" + layout.scripts() + "/python";
    }

    /** The form that pip writes, less what only Windows needs. */
    public static String launcher(EntryPoint point, Layout layout) {
        String object = point.attribute();
        int dot = object.indexOf('.');
        return interpreter(layout) + "\nimport sys\nfrom " + point.module() + " import "
                + (dot < 0 ? object : object.substring(0, dot))
                + "\nif __name__ == '__main__':\n    sys.exit(" + object + "())\n";
    }

    /** Whether a file begins with the line that installers have to replace. */
    static boolean hasPlaceholder(byte[] head) {
        return head.length >= PLACEHOLDER.length && Arrays.equals(Arrays.copyOf(head, PLACEHOLDER.length), PLACEHOLDER);
    }

    /** The script with the real interpreter in its first line; empty if there is nothing to replace. */
    static Optional<byte[]> rewritten(byte[] script, Layout layout) {
        if (!hasPlaceholder(script)) {
            return Optional.empty();
        }
        int end = 0;
        while (end < script.length && script[end] != '\n' && script[end] != '\r') {
            end++;
        }
        String line = new String(script, 0, end, StandardCharsets.ISO_8859_1);
        int space = line.indexOf(' ');
        byte[] first =
                (interpreter(layout) + (space < 0 ? "" : line.substring(space))).getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(first, first.length + script.length - end);
        System.arraycopy(script, end, all, first.length, script.length - end);
        return Optional.of(all);
    }
}
