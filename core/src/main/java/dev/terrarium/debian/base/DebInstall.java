package dev.terrarium.debian.base;

import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.util.HashSet;
import java.util.Set;

/**
 * Turns the files of a .deb into the files that go into an image: moved behind the merged {@code /usr}, without documentation,
 * with the package's record.
 *
 * <p>A pure function of the .deb, so that its fragment is the same in all images. Maintainer scripts are neither run nor
 * interpreted; what matters of their effects is made by {@link BaseTrees}. Set-id bits and owners are gone before: a tree has none.
 */
public final class DebInstall {
    /** The version of these rules, part of every fragment's key; it rises whenever a tree could come out different. */
    public static final int INSTALL_RULES = 1;

    private DebInstall() {}

    /**
     * @param control the package's control paragraph as it stands in the .deb
     * @param data what {@code data.tar} holds
     */
    public static Tree install(String name, String control, Tree data, Contents contents) {
        Tree files = files(name, data);
        return files.merge(PackageRecord.of(name, control, files, contents));
    }

    /** The same without the record, for packages whose files are moved once more. */
    public static Tree files(String name, Tree data) {
        Tree merged = MergedUsr.apply(name, data);
        Set<TreePath> filled = filledDirectories(merged);
        var builder = Tree.builder();
        merged.forEach((path, entry) -> {
            boolean implied = entry.equals(Entry.Directory.PLAIN) && filled.contains(path);
            if (!implied && !Documentation.has(path)) {
                builder.put(path, entry);
            }
        });
        return builder.build();
    }

    private static Set<TreePath> filledDirectories(Tree tree) {
        var filled = new HashSet<TreePath>();
        tree.entries().keySet().forEach(path -> {
            var above = path.parent();
            while (above.isPresent() && filled.add(above.get())) {
                above = above.get().parent();
            }
        });
        return filled;
    }
}
