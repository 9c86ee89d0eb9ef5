package dev.terrarium.store;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Says that a process relies on what lies in a store: as long as one is held, nobody prunes.
 *
 * <p>Readers and writers of the store take no lock and need none of each other; only removing needs to know that nobody counts on
 * a blob that he saw a minute ago. The kernel's lock, which dies with its process, and not a file with a process number in it.
 * Where the file system has no locks, pruning relies on its grace period alone.
 */
public final class Lease implements AutoCloseable {
    private final FileChannel file;

    private Lease(FileChannel file) {
        this.file = file;
    }

    /** For whoever uses the store: any number at a time. Waits while somebody prunes. */
    public static Lease shared(Store store) throws IOException {
        return take(store, true);
    }

    /**
     * For whoever removes from it.
     *
     * @throws EnvironmentError when the store is in use
     */
    public static Lease exclusive(Store store) throws IOException {
        return take(store, false);
    }

    private static Lease take(Store store, boolean shared) throws IOException {
        Path path = store.root().resolve("lease");
        FileChannel file = FileChannel.open(path, CREATE, READ, WRITE);
        try {
            if (shared) {
                file.lock(0, Long.MAX_VALUE, true);
            } else if (isTaken(file.tryLock())) {
                file.close();
                throw new EnvironmentError(
                        ErrorCode.STORE_UNUSABLE,
                        "the store `" + store.root() + "` is in use by another terrarium",
                        "run it again when that one has ended");
            }
        } catch (IOException e) {
            // no locks on this file system
            return new Lease(file);
        }
        return new Lease(file);
    }

    private static boolean isTaken(@Nullable FileLock lock) {
        return lock == null;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
