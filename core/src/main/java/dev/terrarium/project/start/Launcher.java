package dev.terrarium.project.start;

import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The small program that stands before the server in an image: it puts {@code PORT} and {@code WEB_CONCURRENCY} into the
 * arguments, which are known only when the container starts, and becomes the server.
 *
 * <p>Not a shell: there is none in the image, and a shell would expand everything. In Python since that is there, isolated and
 * without {@code site}, so that it costs a few milliseconds.
 */
public final class Launcher {
    private static final String RESOURCE = "launcher.py";

    private Launcher() {}

    /** Where it stands: {@code opt/app/venv/bin/terrarium-start}. */
    public static TreePath path(Layout layout) {
        return layout.scripts().resolve("terrarium-start");
    }

    public static Entry.File file(Layout layout) {
        return Entry.File.executable(Content.Inline.of(text(layout)));
    }

    static String text(Layout layout) {
        return "#!/" + layout.scripts().resolve("python") + " -IS\n" + source();
    }

    static String source() {
        try (InputStream in = Launcher.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
