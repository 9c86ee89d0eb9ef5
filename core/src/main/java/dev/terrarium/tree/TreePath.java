package dev.terrarium.tree;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A place in a tree: names joined by {@code /}, relative to the root, {@code opt/app/venv/bin/python}.
 *
 * <p>Not a {@code java.nio.file.Path}: those belong to a file system of this machine, with its separator, its case and its
 * links. Ordered by the bytes of UTF-8, so that the order is the same everywhere and a directory stands before what is in it.
 *
 * @param text never empty, no leading or trailing slash, no empty, {@code .} or {@code ..} component, no NUL
 */
public record TreePath(String text) implements Comparable<TreePath> {
    private static final int LONGEST = 4096;

    public TreePath {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not a path inside a tree: `" + text + "`");
        }
    }

    /** Reads a name of foreign origin; empty when it would lead out of the tree or is no name at all. */
    public static Optional<TreePath> parse(String text) {
        return isValid(text) ? Optional.of(new TreePath(text)) : Optional.empty();
    }

    public static TreePath of(String text) {
        return new TreePath(text);
    }

    private static boolean isValid(String text) {
        if (text.isEmpty() || text.length() > LONGEST || text.indexOf('\0') >= 0) {
            return false;
        }
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf('/', start);
            end = end < 0 ? text.length() : end;
            int length = end - start;
            if (length == 0
                    || length == 1 && text.charAt(start) == '.'
                    || length == 2 && text.startsWith("..", start)) {
                return false;
            }
            start = end + 1;
        }
        return true;
    }

    /** The directory it stands in; empty for a name directly under the root. */
    public Optional<TreePath> parent() {
        int slash = text.lastIndexOf('/');
        return slash < 0 ? Optional.empty() : Optional.of(new TreePath(text.substring(0, slash)));
    }

    /** The last component. */
    public String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    public TreePath resolve(String relative) {
        return new TreePath(text + "/" + relative);
    }

    public TreePath resolve(TreePath relative) {
        return new TreePath(text + "/" + relative.text);
    }

    /** Whether this is {@code directory} or stands somewhere in it. */
    public boolean startsWith(TreePath directory) {
        return text.startsWith(directory.text)
                && (text.length() == directory.text.length() || text.charAt(directory.text.length()) == '/');
    }

    /** The path seen from {@code directory}; empty for the directory itself and for what is outside. */
    public Optional<TreePath> relativeTo(TreePath directory) {
        return startsWith(directory) && text.length() > directory.text.length()
                ? Optional.of(new TreePath(text.substring(directory.text.length() + 1)))
                : Optional.empty();
    }

    @Override
    public int compareTo(TreePath other) {
        int length = Math.min(text.length(), other.text.length());
        for (int i = 0; i < length; i++) {
            char mine = text.charAt(i);
            char others = other.text.charAt(i);
            if (mine != others) {
                return Character.isSurrogate(mine) || Character.isSurrogate(others)
                        ? Arrays.compareUnsigned(utf8(text), utf8(other.text))
                        : Character.compare(mine, others);
            }
        }
        return Integer.compare(text.length(), other.text.length());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text;
    }
}
