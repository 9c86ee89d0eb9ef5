package dev.terrarium.python.prune;

import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.python.prune.PruneFacts.Candidate;
import dev.terrarium.python.wheel.EntryPoint;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a wheel's files for {@link PruneFacts}: sources, texts that may name modules, and the strings in compiled modules. */
public final class PruneScan {
    /** Part of the key of what was found out: raised whenever the same wheel would give other facts. */
    public static final int RULES = 1;

    private static final int LARGEST_TEXT = 8 << 20;

    /** Read by pytest alone, wherever it lies. */
    private static final String CONFTEST = "conftest.py";

    private static final int LARGEST_BINARY = 1 << 30;
    private static final Set<String> TESTS = Set.of("tests", "test");
    private static final Set<String> SHARED = Set.of("doc", "man", "info");
    private static final Pattern TEXTS = Pattern.compile(".*\\.(pth|toml|cfg|ini|json|ya?ml)|.*/entry_points\\.txt");
    private static final Set<String> TOOLS = Set.of("pyproject.toml", "setup.cfg", "tox.ini", "pytest.ini");
    private static final Pattern LEGAL = Pattern.compile("(?i)(licen[cs]e|copying|copyright|notice|authors).*");

    private final Layout layout;
    private final Contents contents;
    private final Map<String, List<TreePath>> found = new TreeMap<>();

    private PruneScan(Layout layout, Contents contents) {
        this.layout = layout;
        this.contents = contents;
    }

    /** @param tree of one wheel, as it is installed */
    public static PruneFacts of(Tree tree, List<EntryPoint> entryPoints, Layout layout, Contents contents)
            throws IOException {
        return new PruneScan(layout, contents).scan(tree, entryPoints);
    }

    /** What a project's own sources mention: its modules may stand anywhere. */
    public static References project(Tree sources, Contents contents) throws IOException {
        var references = new References();
        for (var entry : sources.entries().entrySet()) {
            if (entry.getValue() instanceof Entry.File file
                    && file.content().size() <= LARGEST_TEXT
                    && (entry.getKey().name().endsWith(".py") || isText(entry.getKey()))) {
                String text = new String(contents.read(file.content()), StandardCharsets.ISO_8859_1);
                references.source(entry.getKey().text(), text);
            }
        }
        return references;
    }

    private PruneFacts scan(Tree tree, List<EntryPoint> entryPoints) throws IOException {
        tree.forEach((path, entry) -> directory(path)
                .ifPresent(directory -> found.computeIfAbsent(directory, key -> new ArrayList<>())
                        .add(path)));
        var candidates = new ArrayList<Candidate>();
        found.forEach((directory, paths) -> candidate(tree, directory, paths).ifPresent(candidates::add));
        stubs(tree).ifPresent(candidates::add);
        Map<TreePath, Integer> groups = new HashMap<>();
        for (int i = 0; i < candidates.size(); i++) {
            for (String path : candidates.get(i).paths()) {
                groups.put(TreePath.of(path), i);
            }
        }
        var references = new TreeMap<Integer, References>();
        for (var entry : tree.entries().entrySet()) {
            if (entry.getValue() instanceof Entry.File file) {
                int group = group(groups, entry.getKey());
                read(
                        entry.getKey(),
                        file,
                        !candidates.isEmpty(),
                        references.computeIfAbsent(group, key -> new References()));
            }
        }
        entryPoints.forEach(point -> references
                .computeIfAbsent(PruneFacts.OUTSIDE, key -> new References())
                .module(point.module(), "entry_points.txt"));
        return new PruneFacts(candidates, references);
    }

    /** The outermost directory that may be pruned, below site-packages or the environment. */
    private Optional<String> directory(TreePath path) {
        Optional<TreePath> module = path.relativeTo(layout.sitePackages());
        if (module.isPresent()) {
            String[] parts = module.get().text().split("/");
            for (int i = 0; i < parts.length - 1; i++) {
                if (parts[i].endsWith(".dist-info")) {
                    return Optional.empty();
                }
                if (References.DIRECTORIES.contains(parts[i])) {
                    return Optional.of(layout.sitePackages()
                            .resolve(String.join("/", Arrays.copyOf(parts, i + 1)))
                            .text());
                }
            }
            return Optional.empty();
        }
        return path.relativeTo(layout.environment().resolve(References.SHARE))
                .map(rest -> rest.text().split("/"))
                .filter(parts -> parts.length > 1 && SHARED.contains(parts[0]))
                .map(parts -> layout.environment()
                        .resolve(References.SHARE + "/" + parts[0])
                        .text());
    }

    private Optional<Candidate> candidate(Tree tree, String directory, List<TreePath> paths) {
        TreePath path = TreePath.of(directory);
        Optional<TreePath> module = path.relativeTo(layout.sitePackages());
        boolean isTests = module.isPresent() && TESTS.contains(path.name());
        if (isTests && paths.stream().noneMatch(file -> file.name().endsWith(".py"))) {
            return Optional.empty();
        }
        List<TreePath> going = paths.stream()
                .filter(file -> !LEGAL.matcher(file.name()).matches())
                .toList();
        return Optional.of(new Candidate(
                isTests ? PruneRule.TESTS : PruneRule.DOCS,
                module.orElse(path).text(),
                module.isPresent() ? path.name() : References.SHARE,
                paths.stream()
                        .map(file -> file.relativeTo(path).orElseThrow().text().replaceFirst("(/.*|\\.py)$", ""))
                        .collect(Collectors.toCollection(TreeSet::new)),
                module.map(it -> it.text().replace('/', '.')).orElse(""),
                bytes(tree, going),
                going.size() == paths.size()
                        ? List.of(directory)
                        : going.stream().map(TreePath::text).toList()));
    }

    private Optional<Candidate> stubs(Tree tree) {
        List<TreePath> stubs = tree.entries().keySet().stream()
                .filter(path -> path.name().endsWith(References.STUBS))
                .filter(path -> directory(path).isEmpty())
                .toList();
        return stubs.isEmpty()
                ? Optional.empty()
                : Optional.of(new Candidate(
                        PruneRule.TYPING,
                        "*.pyi",
                        References.STUBS,
                        new TreeSet<>(),
                        "",
                        bytes(tree, stubs),
                        stubs.stream().map(TreePath::text).toList()));
    }

    private static long bytes(Tree tree, List<TreePath> paths) {
        return paths.stream()
                .map(tree::at)
                .mapToLong(entry -> entry.orElseThrow() instanceof Entry.File file
                        ? file.content().size()
                        : 0)
                .sum();
    }

    private static int group(Map<TreePath, Integer> groups, TreePath path) {
        Optional<TreePath> at = Optional.of(path);
        while (at.isPresent()) {
            Integer group = groups.get(at.get());
            if (group != null) {
                return group;
            }
            at = at.get().parent();
        }
        return PruneFacts.OUTSIDE;
    }

    private void read(TreePath path, Entry.File file, boolean binaries, References references) throws IOException {
        String shown = path.relativeTo(layout.sitePackages()).orElse(path).text();
        long size = file.content().size();
        boolean isSource = path.name().endsWith(".py");
        if (path.name().equals(CONFTEST)) {
            return;
        }
        if ((isSource || isText(path) || path.startsWith(layout.scripts())) && size <= LARGEST_TEXT) {
            String text = new String(contents.read(file.content()), StandardCharsets.ISO_8859_1);
            if (isSource) {
                references.source(shown, text);
            } else {
                references.dotted(shown, text);
            }
        } else if (path.name().endsWith(".so") && binaries && size <= LARGEST_BINARY) {
            references.binary(shown, new String(contents.read(file.content()), StandardCharsets.ISO_8859_1));
        }
    }

    /** Settings of tools for developers name tests and load nothing. */
    private static boolean isText(TreePath path) {
        return TEXTS.matcher(path.text()).matches() && !TOOLS.contains(path.name());
    }
}
