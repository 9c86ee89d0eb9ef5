package dev.terrarium.project.start;

import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.TreePath;

/**
 * The small program that serves an application of aiohttp or Tornado, whose servers are libraries: {@code terrarium-serve aiohttp
 * shop.main:app 8000}. It is in an image only if that image starts with it.
 *
 * <p>Not the project's own main module, even where it has one: that decides for itself where it listens, mostly on a fixed port of
 * the loopback interface.
 */
final class Adapter {
    static final String PROGRAM = "terrarium-serve";

    private Adapter() {}

    static TreePath path(Layout layout) {
        return layout.scripts().resolve(PROGRAM);
    }

    static Entry.File file(Layout layout) {
        String text = "#!/" + layout.scripts().resolve("python") + "\n" + Launcher.resource("serve.py");
        return Entry.File.executable(Content.Inline.of(text));
    }
}
