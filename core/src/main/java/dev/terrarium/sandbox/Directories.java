package dev.terrarium.sandbox;

import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A tree as nested Directory messages, of which only the digest of the outermost is kept.
 *
 * <p>Modes but the executable bit are not in them, so two trees that differ in nothing else are one.
 */
final class Directories {
    private final TreeMap<TreePath, Protobuf> files = new TreeMap<>();
    private final TreeMap<TreePath, Directories> directories = new TreeMap<>();
    private final TreeMap<TreePath, Protobuf> links = new TreeMap<>();

    private Directories() {}

    /** The digest of the Directory message for the tree's root, from those of its files. */
    static Sized digest(Tree tree, SortedMap<TreePath, Sized> files) {
        var root = new Directories();
        tree.forEach((path, entry) -> {
            switch (entry) {
                case Entry.Directory directory -> root.at(path);
                case Entry.File file -> root.above(path).add(name(path), file, Objects.requireNonNull(files.get(path)));
                case Entry.Link(var target) ->
                    root.above(path)
                            .links
                            .put(
                                    name(path),
                                    new Protobuf().string(1, path.name()).string(2, target));
            }
        });
        return Sized.of(root.message());
    }

    private void add(TreePath name, Entry.File file, Sized content) {
        var node = new Protobuf().string(1, name.text()).message(2, content.message());
        files.put(name, node.flag(4, file.isExecutable()));
    }

    private static TreePath name(TreePath path) {
        return TreePath.of(path.name());
    }

    private Directories above(TreePath path) {
        return path.parent().map(this::at).orElse(this);
    }

    private Directories at(TreePath path) {
        return above(path).directories.computeIfAbsent(name(path), name -> new Directories());
    }

    private Protobuf message() {
        var message = new Protobuf();
        files.values().forEach(file -> message.message(1, file));
        directories.forEach((name, directory) -> message.message(
                2,
                new Protobuf()
                        .string(1, name.text())
                        .message(2, Sized.of(directory.message()).message())));
        links.values().forEach(link -> message.message(3, link));
        return message;
    }
}
