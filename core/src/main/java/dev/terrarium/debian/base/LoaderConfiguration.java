package dev.terrarium.debian.base;

import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * The directories that {@code /etc/ld.so.conf} and the files that it includes name, in their order, then the loader's own.
 *
 * <p>Patterns may have a star in their last component, which is all that Debian's files use.
 */
final class LoaderConfiguration {
    private static final TreePath FILE = TreePath.of("etc/ld.so.conf");
    private static final List<String> OWN = List.of("/lib", "/usr/lib");
    private static final int DEEPEST = 8;
    private static final int LONGEST = 1 << 16;

    private final Stack files;
    private final Contents contents;
    private final SequencedSet<String> directories = new LinkedHashSet<>();

    private LoaderConfiguration(Stack files, Contents contents) {
        this.files = files;
        this.contents = contents;
    }

    /** Absolute paths as they are written, each once. */
    static List<String> directories(Stack files, Contents contents) throws IOException {
        var configuration = new LoaderConfiguration(files, contents);
        configuration.read(FILE, 0);
        configuration.directories.addAll(OWN);
        return List.copyOf(configuration.directories);
    }

    private void read(TreePath path, int depth) throws IOException {
        Optional<Entry> entry = files.at(path);
        if (depth > DEEPEST || !(entry.orElse(null) instanceof Entry.File file)) {
            return;
        }
        for (String line : text(file.content()).lines().toList()) {
            String words = line.replaceFirst("#.*", "").strip();
            if (words.startsWith("include ") || words.startsWith("include\t")) {
                for (TreePath included : matching(words.substring(8).strip())) {
                    read(included, depth + 1);
                }
            } else if (words.startsWith("/")) {
                directories.add(words.replaceFirst("=.*", "").replaceFirst("/+$", ""));
            }
        }
    }

    private String text(Content content) throws IOException {
        if (content.size() > LONGEST) {
            throw new IOException("the loader's configuration has more than " + LONGEST + " bytes");
        }
        return new String(contents.read(content), StandardCharsets.UTF_8);
    }

    private List<TreePath> matching(String pattern) {
        String absolute = pattern.startsWith("/") ? pattern.substring(1) : "etc/" + pattern;
        int slash = absolute.lastIndexOf('/');
        int star = absolute.indexOf('*', slash);
        Optional<TreePath> directory = TreePath.parse(absolute.substring(0, Math.max(slash, 0)));
        if (directory.isEmpty()) {
            return List.of();
        }
        if (star < 0) {
            return TreePath.parse(absolute).stream().toList();
        }
        String before = absolute.substring(slash + 1, star);
        String after = absolute.substring(star + 1);
        var found = new ArrayList<TreePath>();
        for (String name : files.in(directory.get()).keySet()) {
            if (name.length() >= before.length() + after.length() && name.startsWith(before) && name.endsWith(after)) {
                found.add(directory.get().resolve(name));
            }
        }
        return found;
    }
}
