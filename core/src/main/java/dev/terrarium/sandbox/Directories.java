package dev.terrarium.sandbox;

import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
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

    /** The digest of the Directory message for the tree's root. */
    static Sized digest(Tree tree, FileDigests digests) throws IOException {
        var sizes = digests.of(tree);
        var root = new Directories();
        tree.forEach((path, entry) -> {
            TreePath name = TreePath.of(path.name());
            switch (entry) {
                case Entry.Directory directory -> root.at(path);
                case Entry.File file ->
                    root.above(path)
                            .files
                            .put(
                                    name,
                                    new Protobuf()
                                            .string(1, name.text())
                                            .message(2, sizes.get(path).message())
                                            .flag(4, file.isExecutable()));
                case Entry.Link(var target) ->
                    root.above(path)
                            .links
                            .put(name, new Protobuf().string(1, name.text()).string(2, target));
            }
        });
        return Sized.of(root.message());
    }

    private Directories above(TreePath path) {
        return path.parent().map(this::at).orElse(this);
    }

    private Directories at(TreePath path) {
        return above(path).directories.computeIfAbsent(TreePath.of(path.name()), name -> new Directories());
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
