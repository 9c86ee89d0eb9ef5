package dev.terrarium.delivery;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.terrarium.store.Publication;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder for half-written files in a folder of the user's: made when the first file is written, gone when it is closed.
 *
 * <p>Not the system's folder for temporaries: a rename does not cross file systems. Its name carries the process, so that the
 * next run sweeps away what a killed one left.
 */
final class Scratch implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("\\.terrarium-([0-9]{1,18})-.*");

    private final Path folder;
    private @org.jspecify.annotations.Nullable Path own;
    private int next;
    private long written;

    Scratch(Path folder) {
        this.folder = folder;
    }

    /** Writes a file's bytes to a stream. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Whether it is such a folder, ours or another process's. */
    static boolean isOne(Path path) {
        return NAME.matcher(path.getFileName().toString()).matches();
    }

    /** How many bytes were published so far. */
    long written() {
        return written;
    }

    /** Makes what is written the whole content of {@code target}, now and after a power cut, or leaves it as it was. */
    void publish(Path target, Content content) throws IOException {
        Path temporary = temporaries().resolve(Integer.toString(next++));
        try (FileChannel file = FileChannel.open(temporary, CREATE_NEW, WRITE)) {
            var out = new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16);
            content.writeTo(out);
            out.flush();
            file.force(true);
            written += file.size();
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        Publication.move(temporary, target);
    }

    private Path temporaries() throws IOException {
        if (own == null) {
            Files.createDirectories(folder);
            sweep();
            own = Files.createTempDirectory(
                    folder, ".terrarium-" + ProcessHandle.current().pid() + "-");
        }
        return own;
    }

    private void sweep() throws IOException {
        for (Path path : entries(folder)) {
            Matcher name = NAME.matcher(path.getFileName().toString());
            if (name.matches()
                    && Files.isDirectory(path)
                    && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                delete(path);
            }
        }
    }

    static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static void delete(Path directory) throws IOException {
        for (Path file : entries(directory)) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(directory);
    }

    @Override
    public void close() throws IOException {
        if (own != null) {
            delete(own);
            own = null;
        }
    }
}
