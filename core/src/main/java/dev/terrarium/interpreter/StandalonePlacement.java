package dev.terrarium.interpreter;

import dev.terrarium.tree.TreePath;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which files of a standalone build go into an image.
 *
 * <p>Left out is what {@link Placement} leaves out of Debian's, and what these archives have besides: headers, pip and whatever else
 * lies in {@code site-packages}, Tcl and Tk, manuals, scripts that begin with somebody's path.
 */
final class StandalonePlacement {
    private static final Set<String> DIRECTORIES = Set.of(
            "__pycache__",
            "site-packages",
            "ensurepip",
            "idle_test",
            "idlelib",
            "test",
            "tests",
            "tkinter",
            "turtledemo");

    private static final List<String> SUFFIXES = List.of(".pyc", ".pyo", ".a", ".h", ".exe");

    private static final Pattern TEST_MODULE =
            Pattern.compile("(_test|_ctypes_test|_xxtestfuzz|xxlimited|xxsubtype|_tkinter).*\\.so");
    private static final Pattern LIBRARY = Pattern.compile("lib/lib(?!tcl|tk)[^/]*\\.so(\\.[^/]*)?");

    private final String program;
    private final String library;

    StandalonePlacement(String minorVersion) {
        this.program = "bin/python" + minorVersion;
        this.library = "lib/python" + minorVersion + "/";
    }

    /** @param path below the prefix */
    boolean goesIn(TreePath path) {
        String text = path.text();
        return text.equals(program)
                || LIBRARY.matcher(text).matches()
                || text.startsWith("share/terminfo/")
                || text.startsWith(library) && isOfTheLibrary(text.substring(library.length()), path.name());
    }

    private static boolean isOfTheLibrary(String module, String name) {
        List<String> components = Arrays.asList(module.split("/"));
        return components.stream().noneMatch(DIRECTORIES::contains)
                && SUFFIXES.stream().noneMatch(module::endsWith)
                && !components.getFirst().startsWith("config-3")
                && !module.equals("EXTERNALLY-MANAGED")
                && !(components.getFirst().equals("lib-dynload")
                        && TEST_MODULE.matcher(name).matches());
    }
}
