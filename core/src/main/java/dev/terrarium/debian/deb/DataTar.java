package dev.terrarium.debian.deb;

import static dev.terrarium.archive.ArchiveException.quote;

import dev.terrarium.archive.ArchiveException;
import dev.terrarium.archive.tar.TarEntry;
import dev.terrarium.archive.tar.TarReader;
import dev.terrarium.io.Limits;
import dev.terrarium.oci.Digest;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files of a {@code data.tar}, or of any other archive of programs, that lies decompressed in the store.
 *
 * @param setIds what had a bit that a tree does not carry
 */
public record DataTar(Tree tree, SortedSet<TreePath> setIds) {
    private static final int SET_IDS = 06000;

    public DataTar {
        setIds = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(setIds));
    }

    /** @throws ArchiveException when it is damaged or names files outside of itself */
    public static DataTar read(Store store, Digest tar) throws IOException {
        var reading = new Reading(tar);
        try (InputStream in = new BufferedInputStream(store.source(tar).open(), 1 << 13)) {
            var reader = new TarReader(in, Limits.PACKAGE);
            for (Optional<TarReader.Member> next = reader.next(); next.isPresent(); next = reader.next()) {
                reading.take(next.get());
            }
        }
        return new DataTar(reading.tree(), reading.setIds);
    }

    private static final class Reading {
        private final Digest tar;
        private final Map<TreePath, Entry> entries = new TreeMap<>();
        private final SortedSet<TreePath> setIds = new TreeSet<>();

        Reading(Digest tar) {
            this.tar = tar;
        }

        void take(TarReader.Member member) throws IOException {
            TarEntry entry = member.entry();
            if (entry.path().isEmpty()) {
                if (entry.type() != TarEntry.Type.DIRECTORY) {
                    throw new ArchiveException("its root is no directory");
                }
                return;
            }
            TreePath path = TreePath.parse(entry.path())
                    .orElseThrow(
                            () -> new ArchiveException("the tar entry " + quote(entry.path()) + " has an unsafe name"));
            if (entries.put(path, read(member, path)) != null) {
                throw new ArchiveException("two tar entries are named " + quote(path.text()));
            }
            if ((entry.mode() & SET_IDS) != 0 && entry.type() != TarEntry.Type.SYMBOLIC_LINK) {
                setIds.add(path);
            }
        }

        private Entry read(TarReader.Member member, TreePath path) throws ArchiveException {
            TarEntry entry = member.entry();
            return switch (entry.type()) {
                case FILE ->
                    new Entry.File(new Content.Stored(tar, member.contentOffset(), entry.size()), entry.mode() & 0777);
                case DIRECTORY -> new Entry.Directory(entry.mode() & 01777);
                case SYMBOLIC_LINK -> new Entry.Link(entry.target());
                case HARD_LINK -> hardLink(entry, path);
                case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO ->
                    throw new ArchiveException("the tar entry " + quote(entry.path()) + " is a device or a pipe");
            };
        }

        /** A file with the content of one that stands before it; the bits of both are the same by nature. */
        private Entry hardLink(TarEntry entry, TreePath path) throws ArchiveException {
            Optional<TreePath> target = TreePath.parse(entry.target());
            if (target.isEmpty() || !(entries.get(target.get()) instanceof Entry.File file)) {
                throw new ArchiveException("the tar entry " + quote(entry.path())
                        + " is a hard link to something that is no file before it: " + quote(entry.target()));
            }
            if (setIds.contains(target.get())) {
                setIds.add(path);
            }
            return file;
        }

        Tree tree() throws ArchiveException {
            Set<TreePath> parents = new HashSet<>();
            for (TreePath path : entries.keySet()) {
                path.parent().ifPresent(parents::add);
            }
            var builder = Tree.builder();
            entries.forEach((path, entry) -> {
                if (!entry.equals(Entry.Directory.PLAIN) || !parents.contains(path)) {
                    builder.put(path, entry);
                }
            });
            try {
                return builder.build();
            } catch (IllegalArgumentException e) {
                throw new ArchiveException(String.valueOf(e.getMessage()), e);
            }
        }
    }
}
