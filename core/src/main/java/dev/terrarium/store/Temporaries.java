package dev.terrarium.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Files and directories that a process was about to publish when it died.
 *
 * <p>Their names begin with the process's number. A number is used again one day, and means another process in another container:
 * what has a living process's number stays, and so does what is young.
 */
final class Temporaries {
    private Temporaries() {}

    static List<Path> abandoned(Path directory, Instant before) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        var abandoned = new ArrayList<Path>();
        try (var entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (!isAlive(entry.getFileName().toString())
                        && Files.getLastModifiedTime(entry).toInstant().isBefore(before)) {
                    abandoned.add(entry);
                }
            }
        } catch (NoSuchFileException e) {
            return abandoned;
        }
        abandoned.sort(Comparator.naturalOrder());
        return abandoned;
    }

    private static boolean isAlive(String name) {
        String process = name.replaceFirst("-.*", "");
        return process.matches("[0-9]{1,10}")
                && ProcessHandle.of(Long.parseLong(process)).isPresent();
    }

    static long size(Path temporary) throws IOException {
        long sum = 0;
        try (var walk = Files.walk(temporary)) {
            for (Path path : walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                sum += Files.size(path);
            }
        }
        return sum;
    }

    static void remove(Path temporary) throws IOException {
        try (var walk = Files.walk(temporary)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
