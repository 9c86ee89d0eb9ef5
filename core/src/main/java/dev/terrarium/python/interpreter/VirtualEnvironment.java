package dev.terrarium.python.interpreter;

import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;

/**
 * The environment that packages are installed into: what {@code python -m venv --without-pip} would make of it, without running it.
 *
 * <p>Names the minor version only, so that a new patch version of the interpreter leaves its layer alone; links are relative, so
 * that the prefix works wherever it is mounted.
 */
public final class VirtualEnvironment {
    private VirtualEnvironment() {}

    public static Tree tree(Layout layout) {
        String versioned = "python" + layout.minorVersion();
        TreePath bin = layout.scripts();
        return Tree.builder()
                .put(layout.environment().resolve("pyvenv.cfg"), Entry.File.plain(configuration(layout)))
                .put(
                        bin.resolve("python"),
                        new Entry.Link("../../python/" + layout.minorVersion() + "/bin/" + versioned))
                .put(bin.resolve("python3"), new Entry.Link("python"))
                .put(bin.resolve(versioned), new Entry.Link("python"))
                .put(layout.environment().resolve("lib64"), new Entry.Link("lib"))
                .build();
    }

    private static Content configuration(Layout layout) {
        return Content.Inline.of("home = /" + layout.python() + "/bin\n"
                + "include-system-site-packages = false\n"
                + "version = " + layout.minorVersion() + "\n");
    }
}
