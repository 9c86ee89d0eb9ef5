package dev.terrarium.project.start;

import dev.terrarium.project.files.ProjectFiles;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The project's own modules, by the names under which they are imported.
 *
 * @param all without tests, documentation and tools of development
 */
public record Modules(List<Module> all, List<String> roots) {
    private static final int LARGEST = 2 << 20;
    private static final Set<String> ASIDE = Set.of(
            "tests",
            "test",
            "testing",
            "docs",
            "doc",
            "examples",
            "example",
            "migrations",
            "benchmarks",
            "node_modules");
    private static final Set<String> TOOLS =
            Set.of("setup.py", "conftest.py", "noxfile.py", "fabfile.py", "tasks.py", "dodo.py", "manage.py");
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_]\\w*");

    public Modules {
        all = List.copyOf(all);
        roots = List.copyOf(roots);
    }

    static Modules read(ProjectFiles files, Contents contents) throws IOException {
        boolean src = files.tree().at("src/__init__.py").isEmpty()
                && files.facts().keySet().stream().anyMatch(path -> path.text().matches("src/.*\\.py"));
        var modules = new ArrayList<Module>();
        for (var entry : files.tree().entries().entrySet()) {
            if (entry.getValue() instanceof Entry.File file
                    && isOwn(entry.getKey())
                    && file.content().size() <= LARGEST) {
                String path = entry.getKey().text();
                String below = src && path.startsWith("src/") ? path.substring("src/".length()) : path;
                String name =
                        below.substring(0, below.length() - ".py".length()).replace('/', '.');
                String imported =
                        name.endsWith(".__init__") ? name.substring(0, name.length() - ".__init__".length()) : name;
                if (isImportable(imported)) {
                    String text = new String(contents.read(file.content()), StandardCharsets.UTF_8);
                    modules.add(Module.of(imported, path, text));
                }
            }
        }
        return new Modules(modules, src ? List.of("", "src") : List.of(""));
    }

    private static boolean isOwn(TreePath path) {
        String name = path.name();
        if (!name.endsWith(".py") || TOOLS.contains(name) || name.startsWith("test_") || name.endsWith("_test.py")) {
            return false;
        }
        String[] parts = path.text().split("/");
        for (int i = 0; i < parts.length - 1; i++) {
            if (ASIDE.contains(parts[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isImportable(String name) {
        for (String part : name.split("\\.")) {
            if (!IDENTIFIER.matcher(part).matches()) {
                return false;
            }
        }
        return true;
    }
}
