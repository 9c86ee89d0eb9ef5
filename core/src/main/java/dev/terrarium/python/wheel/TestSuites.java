package dev.terrarium.python.wheel;

import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The directories of a wheel that hold its own tests and that nothing of it imports: their files are installed, but not compiled.
 *
 * <p>They are half of the modules of a service that uses NumPy and pandas. A package's name is not enough to tell them: some
 * ship a {@code tests} package for others to use. So the sources outside are searched for imports, textually: whoever is named
 * once too often is compiled for nothing, and a suite that is imported all the same still works, only slower.
 */
public final class TestSuites {
    private static final Set<String> NAMES = Set.of("tests", "test");
    private static final int LARGEST_SOURCE = 8 << 20;
    private static final Pattern FROM =
            Pattern.compile("\\bfrom\\s+(\\.*)([\\w.]*)\\s+import\\s+(\\([^)]*\\)|[^\\n#;]*)");

    private final SortedMap<String, TreePath> suites = new TreeMap<>();
    private final TreePath sitePackages;

    private TestSuites(TreePath sitePackages) {
        this.sitePackages = sitePackages;
    }

    /**
     * @param tree of one wheel
     * @param sitePackages where its modules are found
     * @return outermost directories only, sorted
     */
    public static SortedSet<TreePath> of(Tree tree, TreePath sitePackages, Contents contents) throws IOException {
        var found = new TestSuites(sitePackages);
        tree.entries().keySet().forEach(found::note);
        for (var entry : tree.entries().entrySet()) {
            if (found.suites.isEmpty()) {
                break;
            }
            if (entry.getValue() instanceof Entry.File file && found.isOutside(entry.getKey())) {
                found.read(entry.getKey(), file.content(), contents);
            }
        }
        return new TreeSet<>(found.suites.values());
    }

    private void note(TreePath path) {
        Optional<TreePath> relative = path.relativeTo(sitePackages);
        if (relative.isEmpty() || !path.name().endsWith(".py")) {
            return;
        }
        String[] parts = relative.get().text().split("/");
        for (int i = 0; i < parts.length - 1; i++) {
            if (NAMES.contains(parts[i])) {
                String[] directory = Arrays.copyOf(parts, i + 1);
                suites.put(String.join(".", directory), sitePackages.resolve(String.join("/", directory)));
                return;
            }
        }
    }

    private boolean isOutside(TreePath path) {
        return path.name().endsWith(".py") && suites.values().stream().noneMatch(path::startsWith);
    }

    private void read(TreePath path, Content content, Contents contents) throws IOException {
        if (content.size() > LARGEST_SOURCE) {
            return;
        }
        String text = new String(contents.read(content), StandardCharsets.ISO_8859_1);
        if (!text.contains("test")) {
            return;
        }
        suites.keySet().removeIf(module -> names(text, module));
        String[] parts =
                path.relativeTo(sitePackages).map(TreePath::text).orElse("").split("/");
        FROM.matcher(text).results().forEach(match -> imported(parts, match));
    }

    /** Any mention of the whole dotted name: an import, or a string that is imported at run time. */
    private static boolean names(String text, String module) {
        int at = text.indexOf(module);
        while (at >= 0) {
            int end = at + module.length();
            boolean starts =
                    at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1)) && text.charAt(at - 1) != '.';
            boolean ends = end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end));
            if (starts && ends && (module.contains(".") || isImport(text, at))) {
                return true;
            }
            at = text.indexOf(module, at + 1);
        }
        return false;
    }

    /** For a module at the top, whose name is an ordinary word: only behind {@code import} or {@code from}. */
    private static boolean isImport(String text, int at) {
        String before = text.substring(Math.max(0, at - 8), at).stripTrailing();
        return before.endsWith("import") || before.endsWith("from");
    }

    private void imported(String[] file, MatchResult match) {
        int dots = match.group(1).length();
        if (dots >= file.length + 1) {
            return;
        }
        String base = dots == 0 ? "" : String.join(".", Arrays.copyOf(file, file.length - dots));
        String module = join(base, match.group(2));
        remove(module);
        for (String name : match.group(3).split("[\\s,()]+")) {
            remove(join(module, name));
        }
    }

    private static String join(String base, String name) {
        return base.isEmpty() || name.isEmpty() ? base + name : base + "." + name;
    }

    /** The module and the packages that importing it imports. */
    private void remove(String module) {
        suites.keySet().removeIf(suite -> module.equals(suite) || module.startsWith(suite + "."));
    }
}
