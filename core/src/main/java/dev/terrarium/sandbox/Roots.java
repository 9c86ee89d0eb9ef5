package dev.terrarium.sandbox;

import dev.terrarium.oci.Digest;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * File systems that commands run in, unpacked once per machine: {@code roots/<boot>/<tree digest>} in the store.
 *
 * <p>Files are copied out of the store's slices, not hard-linked: most are slices of an archive, and a link would make a blob of the
 * store writable by whoever can write the root. A root appears whole, by renaming a directory; of two processes that make the same
 * one the second throws its own away. Flushing thousands of files would cost seconds, so they are not flushed: the directory of
 * another boot is not looked at, and a power cut costs an unpacking and nothing else.
 */
final class Roots {
    private final Store store;
    private final Path bootId;
    private final ReentrantLock unpacking = new ReentrantLock();
    private final Set<Digest> whole = new HashSet<>();

    /** @param bootId a file that says which boot of the machine this is: {@code /proc/sys/kernel/random/boot_id} */
    Roots(Store store, Path bootId) {
        this.store = store;
        this.bootId = bootId;
    }

    /** Fills a directory that is there and empty. */
    interface Filling {
        void fill(Path directory) throws IOException;
    }

    /** The directory that holds the tree; it must not be written to. */
    Path of(Tree tree) throws IOException {
        Digest digest =
                Directories.digest(tree, new FileDigests(store).of(tree)).digest();
        return filled(
                digest,
                directory -> isWhole(tree, directory),
                directory -> Disk.write(tree, new Contents(store), directory, false));
    }

    /**
     * A directory that is known by a digest, filled if it is not there.
     *
     * @param isWhole whether everything is in it that was filled in
     */
    Path filled(Digest digest, Predicate<Path> isWhole, Filling filling) throws IOException {
        Path directory = store.root().resolve("roots").resolve(boot()).resolve(digest.hex());
        unpacking.lock();
        try {
            if (!whole.contains(digest)) {
                if (Files.isDirectory(directory) && !isWhole.test(directory)) {
                    discard(directory);
                }
                if (!Files.isDirectory(directory)) {
                    fill(filling, directory);
                }
                whole.add(digest);
            }
            return directory;
        } finally {
            unpacking.unlock();
        }
    }

    /** Whether every file is there with its length: whoever cleans up caches by age takes files one by one. */
    private static boolean isWhole(Tree tree, Path directory) {
        return tree.entries().entrySet().stream().allMatch(entry -> {
            Path path = directory.resolve(entry.getKey().text());
            return switch (entry.getValue()) {
                case Entry.Directory it -> Files.isDirectory(path);
                case Entry.Link it -> Files.isSymbolicLink(path);
                case Entry.File(var content, var mode) -> hasLength(path, content.size());
            };
        });
    }

    private static boolean hasLength(Path file, long length) {
        try {
            return Files.size(file) == length;
        } catch (IOException e) {
            return false;
        }
    }

    private void discard(Path directory) throws IOException {
        Path away = store.publication().temporary();
        Files.move(directory, away, StandardCopyOption.ATOMIC_MOVE);
        Disk.remove(away);
    }

    private void fill(Filling filling, Path directory) throws IOException {
        Path temporary = store.publication().temporary();
        try {
            Files.createDirectory(temporary);
            filling.fill(temporary);
            Files.createDirectories(Disk.parent(directory));
            Files.move(temporary, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            requireThere(directory, e);
        } finally {
            Disk.remove(temporary);
        }
    }

    /** Another process was faster: its tree is the same one. */
    private static void requireThere(Path directory, FileSystemException failure) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw failure;
        }
    }

    private String boot() throws IOException {
        try {
            String id = Files.readString(bootId).strip().toLowerCase(Locale.ROOT);
            return Digest.ofBytes(id.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 16);
        } catch (NoSuchFileException e) {
            return "unknown";
        }
    }
}
