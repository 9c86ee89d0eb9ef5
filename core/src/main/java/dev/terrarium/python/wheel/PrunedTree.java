package dev.terrarium.python.wheel;

import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A wheel's tree without some of its files, and a RECORD that lists what is there: whoever checks an environment against its
 * RECORDs finds nothing missing.
 */
public final class PrunedTree {
    private PrunedTree() {}

    /** @param pruned directories and files from the image's root */
    public static Tree of(Tree tree, List<String> pruned, Layout layout) {
        if (pruned.isEmpty()) {
            return tree;
        }
        Set<String> gone = new HashSet<>(pruned);
        var left = Tree.builder();
        Set<String> listed = new HashSet<>();
        tree.forEach((path, entry) -> {
            if (isBelow(path, gone)) {
                listed.add(RecordFile.quoted(WheelFiles.recorded(path, layout)));
            } else if (!isRecord(path, layout)) {
                left.put(path, entry);
            }
        });
        tree.forEach((path, entry) -> {
            if (isRecord(path, layout)) {
                left.put(path, without(entry, listed));
            }
        });
        return left.build();
    }

    private static boolean isBelow(TreePath path, Set<String> gone) {
        Optional<TreePath> at = Optional.of(path);
        while (at.isPresent()) {
            if (gone.contains(at.get().text())) {
                return true;
            }
            at = at.get().parent();
        }
        return false;
    }

    private static boolean isRecord(TreePath path, Layout layout) {
        return path.name().equals("RECORD")
                && path.parent()
                        .filter(directory -> directory.name().endsWith(".dist-info"))
                        .flatMap(TreePath::parent)
                        .filter(layout.sitePackages()::equals)
                        .isPresent();
    }

    private static Entry without(Entry entry, Set<String> listed) {
        if (!(entry instanceof Entry.File(Content.Inline(var bytes), var mode))) {
            throw new IllegalArgumentException("RECORD is written by the installation");
        }
        String rows = new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .filter(row -> !listed.contains(path(row)))
                .map(row -> row + "\n")
                .collect(Collectors.joining());
        return new Entry.File(new Content.Inline(rows.getBytes(StandardCharsets.UTF_8)), mode);
    }

    /** The first field, as it is quoted: the two others hold no comma. */
    private static String path(String row) {
        return row.substring(0, row.lastIndexOf(',', row.lastIndexOf(',') - 1));
    }
}
