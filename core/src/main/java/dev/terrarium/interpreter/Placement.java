package dev.terrarium.interpreter;

import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a file of Debian's CPython goes, or that it does not go in.
 *
 * <p>Left out: tests and their extension modules, pip and its installer, IDLE and the turtle's demos, headers and static
 * libraries, ready-made bytecode (compiled anew, see the bytecode policy), and what ties it to the distribution: the mark against
 * pip, the site customisation in {@code /etc}, the patches to distutils, {@code dist-packages}, the registration with the kernel.
 */
final class Placement {
    private static final Set<String> DIRECTORIES =
            Set.of("__pycache__", "dist-packages", "ensurepip", "idle_test", "idlelib", "test", "tests", "turtledemo");

    private static final Set<String> FILES =
            Set.of("EXTERNALLY-MANAGED", "_distutils_system_mod.py", "sitecustomize.py");

    private static final List<String> SUFFIXES = List.of(".pyc", ".pyo", ".a", ".h");

    private static final Pattern CONFIGURATION = Pattern.compile("config-3.*");
    private static final Pattern TEST_MODULE =
            Pattern.compile("lib-dynload/(_test|_ctypes_test|_xxtestfuzz|xxlimited|xxsubtype).*");

    private final Layout layout;
    private final TreePath program;
    private final TreePath library;

    Placement(Layout layout) {
        this.layout = layout;
        this.program = TreePath.of("usr/bin/python" + layout.minorVersion());
        this.library = TreePath.of("usr/lib/python" + layout.minorVersion());
    }

    Tree of(Tree files) {
        var builder = Tree.builder();
        files.forEach((path, entry) -> placed(path).ifPresent(to -> builder.put(to, entry)));
        return builder.build();
    }

    private Optional<TreePath> placed(TreePath path) {
        if (path.equals(program)) {
            return Optional.of(layout.python().resolve("bin/" + path.name()));
        }
        if (path.startsWith(TreePath.of("usr/share/doc"))) {
            return Optional.of(path);
        }
        return path.relativeTo(library).filter(Placement::goesIn).map(layout.standardLibrary()::resolve);
    }

    private static boolean goesIn(TreePath module) {
        List<String> components = Arrays.asList(module.text().split("/"));
        return components.stream().noneMatch(DIRECTORIES::contains)
                && !FILES.contains(module.text())
                && SUFFIXES.stream().noneMatch(module.text()::endsWith)
                && !CONFIGURATION.matcher(components.getFirst()).matches()
                && !TEST_MODULE.matcher(module.text()).matches();
    }
}
