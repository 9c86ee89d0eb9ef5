package dev.terrarium.store;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Puts files in place so that a reader sees a whole file or none, whatever dies in between.
 *
 * <p>Write to a temporary of the same file system, flush, rename, flush the directory. A rename alone is not enough: after a
 * power cut the name can be there and the bytes not. Two writers of the same content both win: the bytes are equal, and
 * {@code rename} replaces without a gap; no lock is taken. Names of temporaries carry the process, so that a later run can tell
 * whose are dead, and something by chance besides: in containers that share a store, every process has the same number.
 */
public final class Publication {
    private final Path temporaries;
    private final String mine = tag();
    private final AtomicLong next = new AtomicLong();

    /** @param temporaries a directory of the same file system as everything that is published */
    public Publication(Path temporaries) {
        this.temporaries = temporaries;
    }

    /** A name that nobody else uses, in a directory that exists. */
    public Path temporary() throws IOException {
        Files.createDirectories(temporaries);
        return temporaries.resolve(mine + "-" + next.incrementAndGet());
    }

    /** The same for a file of the user's, beside which it has to lie; hidden. */
    public static Path temporaryBeside(Path file) {
        return file.resolveSibling("." + file.getFileName() + "." + tag());
    }

    private static String tag() {
        return ProcessHandle.current().pid() + "-" + Long.toUnsignedString(new SplittableRandom().nextLong(), 36);
    }

    /** Makes {@code bytes} the whole content of {@code target}, now and after a power cut. */
    public void publish(Path target, byte[] bytes) throws IOException {
        publish(target, bytes, temporary());
    }

    /** The same, by a temporary of the caller's choice: for a file of the user's, beside which it has to lie. */
    public static void publish(Path target, byte[] bytes, Path temporary) throws IOException {
        try {
            try (FileChannel file = FileChannel.open(temporary, CREATE_NEW, WRITE)) {
                for (var left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
                    file.write(left);
                }
                file.force(true);
            }
            move(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Moves a temporary that was already flushed to its name. */
    public static void move(Path temporary, Path target) throws IOException {
        Path directory = Objects.requireNonNull(target.getParent(), "a file in the store has a directory");
        Files.createDirectories(directory);
        Files.move(temporary, target, ATOMIC_MOVE);
        flush(directory);
    }

    private static void flush(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, READ)) {
            channel.force(true);
        }
    }
}
