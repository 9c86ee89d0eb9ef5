package dev.terrarium.sandbox;

import dev.terrarium.oci.Platform;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts a program of a tree from wherever the tree lies on the host, by the tree's own dynamic loader and with its own libraries.
 *
 * <p>What {@code chroot} would do, without the right to call it. Works for a program whose other files are found relative to itself;
 * absolute links are followed inside the tree, since on the host they lead elsewhere.
 */
record Loader(Tree tree, Path root, Platform platform) {
    private static final int LINKS = 40;

    /** The words that start the program; empty when the tree lacks the loader or the program. */
    Optional<List<String>> start(TreePath program) {
        Optional<TreePath> loader = loader();
        Optional<TreePath> binary = real(program);
        if (loader.isEmpty() || binary.isEmpty()) {
            return Optional.empty();
        }
        String libraries = String.join(":", libraries());
        return Optional.of(List.of(onHost(loader.get()), "--library-path", libraries, onHost(binary.get())));
    }

    /** Where its ELF files name it, or where its package puts it: the links between the two belong to another package. */
    private Optional<TreePath> loader() {
        String name = TreePath.of(platform.loader().substring(1)).name();
        return Stream.of(
                        platform.loader().substring(1),
                        "usr" + platform.loader(),
                        "usr/lib/" + platform.multiarch() + "/" + name,
                        "lib/" + platform.multiarch() + "/" + name)
                .flatMap(path -> real(TreePath.of(path)).stream())
                .findFirst();
    }

    private List<String> libraries() {
        return List.of(
                onHost(TreePath.of("usr/lib/" + platform.multiarch())),
                onHost(TreePath.of("lib/" + platform.multiarch())),
                onHost(TreePath.of("usr/lib")));
    }

    private String onHost(TreePath path) {
        return root.resolve(path.text()).toString();
    }

    /** The file that a path leads to once every link of the tree on the way is followed. */
    private Optional<TreePath> real(TreePath path) {
        var left = new ArrayDeque<>(Arrays.asList(path.text().split("/")));
        String done = "";
        for (int links = 0; !left.isEmpty(); ) {
            String name = left.pop();
            if (name.equals("..")) {
                done = done.contains("/") ? done.substring(0, done.lastIndexOf('/')) : "";
                continue;
            }
            String here = done.isEmpty() ? name : done + "/" + name;
            if (tree.at(here).orElse(Entry.Directory.PLAIN) instanceof Entry.Link(var target)) {
                if (++links > LINKS) {
                    return Optional.empty();
                }
                done = target.startsWith("/") ? "" : done;
                String[] parts = target.split("/");
                for (int i = parts.length - 1; i >= 0; i--) {
                    if (!parts[i].isEmpty() && !parts[i].equals(".")) {
                        left.push(parts[i]);
                    }
                }
            } else {
                done = here;
            }
        }
        return TreePath.parse(done).filter(file -> tree.at(file).isPresent());
    }
}
