package dev.terrarium.debian.base;

import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The trees of several packages, looked through as one file system; packages of one suite share no file. */
record Stack(List<Tree> trees) {
    static Stack of(List<InstalledDeb> debs) {
        return new Stack(debs.stream().map(InstalledDeb::tree).toList());
    }

    Optional<Entry> at(TreePath path) {
        return trees.stream().flatMap(tree -> tree.at(path).stream()).findFirst();
    }

    /** Whether something stands at the path or below it. */
    boolean has(String path) {
        return at(TreePath.of(path)).isPresent() || !under(TreePath.of(path)).isEmpty();
    }

    /** What stands below a directory, at any depth. */
    NavigableMap<TreePath, Entry> under(TreePath directory) {
        var found = new TreeMap<TreePath, Entry>();
        TreePath first = TreePath.of(directory + "/\u0001");
        TreePath after = TreePath.of(directory + "0");
        for (Tree tree : trees) {
            tree.entries().subMap(first, true, after, false).forEach(found::putIfAbsent);
        }
        return found;
    }

    /** What stands directly in a directory, by name. */
    NavigableMap<String, Entry> in(TreePath directory) {
        var names = new TreeMap<String, Entry>();
        under(directory).forEach((path, entry) -> {
            if (path.parent().filter(directory::equals).isPresent()) {
                names.put(path.name(), entry);
            }
        });
        return names;
    }

    /** Where links lead: the path of the file or directory behind one, if it is in these trees. */
    Optional<TreePath> real(TreePath path) {
        TreePath at = path;
        for (int links = 0; links < 40; links++) {
            Optional<Entry> entry = at(at);
            if (!(entry.orElse(null) instanceof Entry.Link link)) {
                return entry.isPresent() ? Optional.of(at) : Optional.empty();
            }
            Optional<TreePath> next = TreePath.parse(MergedUsr.absolute(at, link.target()));
            if (next.isEmpty()) {
                return Optional.empty();
            }
            at = MergedUsr.moved(next.get());
        }
        return Optional.empty();
    }
}
