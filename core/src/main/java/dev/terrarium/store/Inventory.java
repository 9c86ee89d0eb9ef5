package dev.terrarium.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a store holds, counted: a snapshot for people, taken without a lock, so that what comes and goes meanwhile may be in it or not.
 *
 * @param blobs everything below {@code cas}
 * @param records by kind and version: {@code wheel-v1}
 * @param images names that people gave
 * @param roots files of systems that were unpacked for commands to run in
 * @param temporaries of processes that live, and of those that died
 */
public record Inventory(Amount blobs, Map<String, Amount> records, Amount images, Amount roots, Amount temporaries) {
    /** How many files, and how long they are together. */
    public record Amount(long count, long bytes) {
        static final Amount NONE = new Amount(0, 0);
    }

    public Inventory {
        records = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(records));
    }

    /** Counts; a directory that is no store yet holds nothing. */
    public static Inventory of(Path root) throws IOException {
        var records = new TreeMap<String, Amount>();
        Path cache = root.resolve("ac");
        if (Files.isDirectory(cache)) {
            try (var kinds = Files.newDirectoryStream(cache)) {
                for (Path kind : kinds) {
                    records.put(kind.getFileName().toString(), amount(kind));
                }
            }
        }
        return new Inventory(
                amount(root.resolve("cas")),
                records,
                amount(root.resolve("images")),
                amount(root.resolve("roots")),
                amount(root.resolve("tmp")));
    }

    /** All bytes of the store. */
    public long bytes() {
        long sum = blobs.bytes() + images.bytes() + roots.bytes() + temporaries.bytes();
        for (Amount amount : records.values()) {
            sum += amount.bytes();
        }
        return sum;
    }

    private static Amount amount(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Amount.NONE;
        }
        var count = new AtomicLong();
        var bytes = new AtomicLong();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                count.incrementAndGet();
                bytes.addAndGet(attributes.size());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return new Amount(count.get(), bytes.get());
    }
}
