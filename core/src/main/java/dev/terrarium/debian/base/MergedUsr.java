package dev.terrarium.debian.base;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.TrustError;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Directories that are links in every system of today, {@code /bin} to {@code /usr/bin} and so on; what a package has below them
 * is moved to where they lead.
 *
 * <p>Not left to the link, as {@code dpkg} does it: layers are unpacked by programs that would replace the link by a directory.
 */
final class MergedUsr {
    /** From the link to the directory it stands for; the links themselves belong to the base system. */
    static final SortedMap<String, String> ALIASES = new TreeMap<>(Map.of(
            "bin", "usr/bin",
            "sbin", "usr/sbin",
            "lib", "usr/lib",
            "lib32", "usr/lib32",
            "lib64", "usr/lib64",
            "libo32", "usr/libo32",
            "libx32", "usr/libx32",
            "var/run", "run",
            "var/lock", "run/lock"));

    private MergedUsr() {}

    /** The package's tree with everything in its real place, and nothing where the links will be. */
    static Tree apply(String packageName, Tree data) {
        var moved = new TreeMap<TreePath, Entry>();
        data.forEach((path, entry) -> {
            if (ALIASES.containsKey(path.text())) {
                if (entry instanceof Entry.File) {
                    throw invalid(packageName, "has a file where a directory belongs", path);
                }
                return;
            }
            TreePath to = moved(path);
            Entry placed = entry instanceof Entry.Link link ? retargeted(path, to, link) : entry;
            if (!(placed instanceof Entry.Link link && leadsTo(to, link.target(), to))) {
                place(packageName, moved, to, placed);
            }
        });
        var builder = Tree.builder();
        moved.forEach(builder::put);
        return builder.build();
    }

    /** The path behind the links. */
    static TreePath moved(TreePath path) {
        String itself = ALIASES.get(path.text());
        if (itself != null) {
            return TreePath.of(itself);
        }
        for (Map.Entry<String, String> alias : ALIASES.entrySet()) {
            Optional<TreePath> below = path.relativeTo(TreePath.of(alias.getKey()));
            if (below.isPresent()) {
                return TreePath.of(alias.getValue()).resolve(below.get());
            }
        }
        return path;
    }

    private static void place(String packageName, Map<TreePath, Entry> moved, TreePath to, Entry entry) {
        Entry before = moved.putIfAbsent(to, entry);
        if (before == null || before.equals(entry)) {
            return;
        }
        if (before instanceof Entry.Directory && entry instanceof Entry.Directory) {
            moved.put(to, before.equals(Entry.Directory.PLAIN) ? entry : before);
        } else {
            throw invalid(packageName, "has two files for one path", to);
        }
    }

    /** A relative link that left its directory's top would lead elsewhere from the new place, so it becomes absolute. */
    private static Entry.Link retargeted(TreePath from, TreePath to, Entry.Link link) {
        if (from.equals(to) || link.target().startsWith("/")) {
            return link;
        }
        String before = absolute(from, link.target());
        String wanted = TreePath.parse(before).map(path -> moved(path).text()).orElse(before);
        return absolute(to, link.target()).equals(wanted) ? link : new Entry.Link("/" + wanted);
    }

    private static boolean leadsTo(TreePath at, String target, TreePath goal) {
        return TreePath.parse(absolute(at, target))
                .map(path -> moved(path).equals(goal))
                .orElse(false);
    }

    /** Where a link's text leads, without its leading slash; by the text alone. */
    static String absolute(TreePath link, String target) {
        var names = new ArrayDeque<String>();
        if (!target.startsWith("/")) {
            link.parent()
                    .ifPresent(parent ->
                            names.addAll(java.util.List.of(parent.text().split("/"))));
        }
        for (String name : target.split("/")) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return String.join("/", names);
    }

    private static TrustError invalid(String packageName, String what, TreePath path) {
        return new TrustError(
                ErrorCode.ARCHIVE_INVALID, "the package `" + packageName + "` " + what + ": `" + path + "`");
    }
}
