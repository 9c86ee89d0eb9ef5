package dev.terrarium.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Lays the writable files of one run into the read-only root, as arguments of bubblewrap.
 *
 * <p>Not an overlay: those need a kernel and a bubblewrap that are newer than what hosts have. A directory that both have is made
 * anew and its children are mounted one by one; everything else is mounted as a whole, so that a few mounts do.
 */
final class Mounts {
    private static final List<String> OWN = List.of("proc", "dev", "tmp", "sys");

    private final Path root;
    private final Path writable;
    private final List<String> arguments = new ArrayList<>();

    private Mounts(Path root, Path writable) {
        this.root = root;
        this.writable = writable;
    }

    static List<String> of(Path root, Path writable) throws IOException {
        var mounts = new Mounts(root, writable);
        mounts.directory("");
        return mounts.arguments;
    }

    private void directory(String path) throws IOException {
        var names = new TreeSet<>(names(root.resolve(path)));
        names.addAll(names(writable.resolve(path)));
        for (String name : names) {
            if (path.isEmpty() && OWN.contains(name)) {
                continue;
            }
            entry(path.isEmpty() ? name : path + "/" + name);
        }
    }

    private void entry(String path) throws IOException {
        Path below = root.resolve(path);
        Path above = writable.resolve(path);
        String target = "/" + path;
        if (isDirectory(below) && isDirectory(above)) {
            arguments.addAll(List.of("--dir", target));
            directory(path);
        } else if (Files.exists(above, LinkOption.NOFOLLOW_LINKS)) {
            mount("--bind", above, target);
        } else {
            mount("--ro-bind", below, target);
        }
    }

    private void mount(String how, Path source, String target) throws IOException {
        if (Files.isSymbolicLink(source)) {
            arguments.addAll(List.of("--symlink", Files.readSymbolicLink(source).toString(), target));
        } else {
            arguments.addAll(List.of(how, source.toString(), target));
        }
    }

    private static SortedSet<String> names(Path directory) throws IOException {
        var names = new TreeSet<String>();
        if (Files.isDirectory(directory)) {
            try (var children = Files.newDirectoryStream(directory)) {
                children.forEach(child -> names.add(child.getFileName().toString()));
            }
        }
        return names;
    }

    private static boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }
}
