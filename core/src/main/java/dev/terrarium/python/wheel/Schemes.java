package dev.terrarium.python.wheel;

import dev.terrarium.python.Malformed;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.tree.TreePath;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the files of a wheel go: by default to {@code site-packages}, those below {@code NAME-VERSION.data} by the name of the
 * directory that they stand in.
 */
record Schemes(Layout layout, DistInfo info) {
    /** What makes the environment an environment; a wheel that brings its own would decide which Python runs. */
    private static final Pattern ENVIRONMENT =
            Pattern.compile("pyvenv\\.cfg|lib64(/.*)?|bin/(python[^/]*|pypy[^/]*|[Aa]ctivate[^/]*)");

    TreePath target(String name) throws Malformed {
        Optional<TreePath> path = name.startsWith(info.dataDirectory() + "/")
                ? data(name.substring(info.dataDirectory().length() + 1), name)
                : TreePath.parse(layout.sitePackages() + "/" + name);
        TreePath target = path.orElseThrow(() -> new Malformed("`" + Malformed.shown(name) + "` has an unsafe name"));
        Optional<TreePath> inside = target.relativeTo(layout.environment());
        if (inside.isEmpty() || ENVIRONMENT.matcher(inside.get().text()).matches()) {
            throw new Malformed("`" + Malformed.shown(name) + "` would replace a part of the environment");
        }
        return target;
    }

    boolean isScript(String name) {
        return name.startsWith(info.dataDirectory() + "/scripts/");
    }

    private Optional<TreePath> data(String rest, String name) throws Malformed {
        int slash = rest.indexOf('/');
        String key = slash < 0 ? rest : rest.substring(0, slash);
        String file = slash < 0 ? "" : rest.substring(slash + 1);
        if (key.equals("scripts") && file.contains("/")) {
            throw new Malformed("the script `" + Malformed.shown(name) + "` stands in a directory");
        }
        return switch (key) {
            case "purelib", "platlib" -> TreePath.parse(layout.sitePackages() + "/" + file);
            case "scripts" -> TreePath.parse(layout.scripts() + "/" + file);
            case "data" -> TreePath.parse(layout.environment() + "/" + file);
            case "headers" ->
                TreePath.parse(layout.environment() + "/include/site/python" + layout.minorVersion() + "/"
                        + info.metadata().name() + "/" + file);
            default ->
                throw new Malformed(
                        "`" + Malformed.shown(name) + "` is for an unknown place, `" + Malformed.shown(key) + "`");
        };
    }
}
