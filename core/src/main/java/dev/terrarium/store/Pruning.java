package dev.terrarium.store;

import dev.terrarium.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Removes what no named image needs: blobs, the records that lead to them, unpacked systems, and temporaries of processes that died.
 *
 * <p>An image's name is a root; a document that is reached keeps every blob and record whose digest it speaks of. All the rest is a
 * cache: removing it costs time and nothing else. What is younger than the limit stays, the oldest goes first, and it ends as soon as
 * the store is small enough. The caller holds {@link Lease#exclusive}.
 */
public final class Pruning {
    private static final int LARGEST_DOCUMENT = 64 << 20;

    private final Store store;
    private final boolean pretend;

    /** @param pretend whether only to say what would be removed */
    public Pruning(Store store, boolean pretend) {
        this.store = store;
        this.pretend = pretend;
    }

    /** What was removed, and what is left of the bytes. */
    public record Removed(long blobs, long records, long roots, long temporaries, long bytes, long left) {}

    /** A blob that may go. */
    private record Candidate(Path path, Instant made, long size) {}

    /**
     * Removes.
     *
     * @param before only what was made earlier
     * @param enough the size in bytes that the store may have: nothing more is removed once it is reached
     */
    public Removed prune(Instant before, long enough) throws IOException {
        long left = Inventory.of(store.root()).bytes();
        List<Path> abandoned = Temporaries.abandoned(store.root().resolve("tmp"), before);
        long bytes = remove(abandoned);
        List<Path> roots = left - bytes > enough ? roots(before) : List.of();
        bytes += remove(roots);
        List<Path> recordFiles = files(store.root().resolve("ac"), 3);
        Set<Path> kept = reachable(recordFiles);
        var candidates = new ArrayList<Candidate>();
        for (Path blob : files(store.root().resolve("cas"), 3)) {
            if (!kept.contains(blob)) {
                candidate(blob, before).ifPresent(candidates::add);
            }
        }
        candidates.sort(Comparator.comparing(Candidate::made).thenComparing(Candidate::path));
        var gone = new HashSet<Digest>();
        for (Candidate blob : candidates) {
            if (left - bytes <= enough) {
                break;
            }
            remove(blob.path());
            Digest.parse("sha256:" + blob.path().getFileName()).ifPresent(gone::add);
            bytes += blob.size();
        }
        long records = 0;
        for (Path record : recordFiles) {
            boolean unneeded = left - bytes > enough && isOlder(record, before) && leadsNowhere(record);
            if (!kept.contains(record) && (unneeded || mentionsAny(record, gone))) {
                bytes += Files.size(record);
                records++;
                remove(record);
            }
        }
        return new Removed(gone.size(), records, roots.size(), abandoned.size(), bytes, left - bytes);
    }

    private static Optional<Candidate> candidate(Path blob, Instant before) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(blob, BasicFileAttributes.class);
        Instant made = attributes.lastModifiedTime().toInstant();
        return made.isBefore(before) ? Optional.of(new Candidate(blob, made, attributes.size())) : Optional.empty();
    }

    /** Every blob and record that an image's name leads to. */
    private Set<Path> reachable(List<Path> recordFiles) throws IOException {
        Map<String, List<Path>> recordsByName = new HashMap<>();
        for (Path record : recordFiles) {
            recordsByName
                    .computeIfAbsent(record.getFileName().toString(), _ -> new ArrayList<>())
                    .add(record);
        }
        var kept = new HashSet<Path>();
        var waiting = new ArrayDeque<>(files(store.images(), 8));
        while (!waiting.isEmpty()) {
            Path document = waiting.removeFirst();
            for (Digest digest : mentionedIn(document)) {
                var found = new ArrayList<>(recordsByName.getOrDefault(digest.hex(), List.of()));
                if (store.has(digest)) {
                    found.add(store.pathOf(digest));
                }
                found.stream().filter(kept::add).forEach(waiting::add);
            }
        }
        return kept;
    }

    /** Blobs that are no JSON document are contents and speak of nothing. */
    private Set<Digest> mentionedIn(Path document) throws IOException {
        boolean blob = document.startsWith(store.root().resolve("cas"));
        try (InputStream in = Files.newInputStream(document)) {
            int first = in.read();
            if (Files.size(document) > LARGEST_DOCUMENT || blob && first != '{' && first != '[') {
                return Set.of();
            }
            return Mentions.in(Files.readAllBytes(document));
        } catch (NoSuchFileException e) {
            return Set.of();
        }
    }

    /** A record of blobs that are not here any more answers nothing. */
    private static boolean mentionsAny(Path record, Set<Digest> gone) throws IOException {
        for (Digest digest : Mentions.in(Files.readAllBytes(record))) {
            if (gone.contains(digest)) {
                return true;
            }
        }
        return false;
    }

    /** A record that is no way to any blob: what was found out about something that may never be asked for again. */
    private boolean leadsNowhere(Path record) throws IOException {
        for (Digest digest : Mentions.in(Files.readAllBytes(record))) {
            if (store.has(digest)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOlder(Path file, Instant before) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().isBefore(before);
    }

    /** Systems that were unpacked for commands to run in, by boot and digest; another boot's are never looked at again. */
    private List<Path> roots(Instant before) throws IOException {
        Path directory = store.root().resolve("roots");
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        var roots = new ArrayList<Path>();
        try (var walk = Files.walk(directory, 2)) {
            for (Path path : walk.sorted().toList()) {
                if (directory.relativize(path).getNameCount() == 2 && isOlder(path, before)) {
                    roots.add(path);
                }
            }
        }
        return roots;
    }

    /** Whole directories, answering their size. */
    private long remove(List<Path> directories) throws IOException {
        long bytes = 0;
        for (Path directory : directories) {
            bytes += Temporaries.size(directory);
            if (!pretend) {
                Temporaries.remove(directory);
            }
        }
        return bytes;
    }

    private void remove(Path file) throws IOException {
        if (!pretend) {
            Files.deleteIfExists(file);
        }
    }

    private static List<Path> files(Path directory, int depth) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var walk = Files.walk(directory, depth)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
