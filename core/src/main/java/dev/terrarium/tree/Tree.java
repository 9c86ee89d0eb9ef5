package dev.terrarium.tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * An immutable file tree, sorted by path: what a package installs, what a fragment holds, what a command sees.
 *
 * <p>Directories need an entry only if they are empty or their mode is not 0755; the others follow from the paths below them.
 * Putting two trees together is {@link #merge}, which never decides silently what wins.
 */
public final class Tree {
    public static final Tree EMPTY = new Tree(Collections.emptyNavigableMap());

    private final NavigableMap<TreePath, Entry> entries;

    private Tree(NavigableMap<TreePath, Entry> entries) {
        this.entries = entries;
    }

    /** Collects entries into a tree; a path can be put once, and nothing can stand below a file or a link. */
    public static final class Builder {
        private final TreeMap<TreePath, Entry> entries = new TreeMap<>();

        private Builder() {}

        /** @throws IllegalArgumentException when the path is taken by a different entry */
        public Builder put(TreePath path, Entry entry) {
            Entry before = entries.putIfAbsent(path, entry);
            if (before != null && !before.equals(entry)) {
                throw new IllegalArgumentException("two entries for `" + path + "`");
            }
            return this;
        }

        public Builder put(String path, Entry entry) {
            return put(TreePath.of(path), entry);
        }

        public Builder putAll(Tree tree) {
            tree.entries.forEach(this::put);
            return this;
        }

        public boolean has(TreePath path) {
            return entries.containsKey(path);
        }

        /** @throws IllegalArgumentException when something stands below a file or a link */
        public Tree build() {
            for (TreePath path : entries.keySet()) {
                for (var above = path.parent();
                        above.isPresent();
                        above = above.get().parent()) {
                    Entry entry = entries.get(above.get());
                    if (entry != null && !(entry instanceof Entry.Directory)) {
                        throw new IllegalArgumentException(
                                "`" + above.get() + "` is no directory, but `" + path + "` is in it");
                    }
                }
            }
            return new Tree(Collections.unmodifiableNavigableMap(new TreeMap<>(entries)));
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Path to entry, in the order of the paths; cannot be changed. */
    public NavigableMap<TreePath, Entry> entries() {
        return entries;
    }

    public Optional<Entry> at(TreePath path) {
        return Optional.ofNullable(entries.get(path));
    }

    public Optional<Entry> at(String path) {
        return TreePath.parse(path).flatMap(this::at);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    public void forEach(BiConsumer<TreePath, Entry> action) {
        entries.forEach(action);
    }

    public Tree filter(Predicate<TreePath> keep) {
        var builder = builder();
        entries.forEach((path, entry) -> {
            if (keep.test(path)) {
                builder.put(path, entry);
            }
        });
        return builder.build();
    }

    /** Every path moved; two entries that meet at one path must be equal. */
    public Tree move(UnaryOperator<TreePath> to) {
        var builder = builder();
        entries.forEach((path, entry) -> builder.put(to.apply(path), entry));
        return builder.build();
    }

    /** The tree as a part of a larger one. */
    public Tree under(TreePath directory) {
        return move(directory::resolve);
    }

    /** What two trees disagree about: the paths at which both have an entry, and not the same one. */
    public List<TreePath> conflicts(Tree other) {
        var paths = new ArrayList<TreePath>();
        other.entries.forEach((path, entry) -> {
            Entry mine = entries.get(path);
            if (mine != null && !mine.equals(entry)) {
                paths.add(path);
            }
        });
        return paths;
    }

    /** @throws IllegalArgumentException when the two disagree about a path: ask {@link #conflicts} first */
    public Tree merge(Tree other) {
        return builder().putAll(this).putAll(other).build();
    }

    /** How many bytes all files together have. */
    public long size() {
        return entries.values().stream()
                .mapToLong(entry ->
                        entry instanceof Entry.File file ? file.content().size() : 0)
                .sum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tree tree && entries.equals(tree.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return "Tree" + entries.keySet();
    }
}
