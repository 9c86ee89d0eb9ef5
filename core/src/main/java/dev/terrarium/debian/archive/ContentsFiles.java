package dev.terrarium.debian.archive;

import dev.terrarium.archive.ArchiveException;
import dev.terrarium.archive.GzipInput;
import dev.terrarium.debian.MalformedControl;
import dev.terrarium.debian.release.Release;
import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.TrustError;
import dev.terrarium.io.LimitExceeded;
import dev.terrarium.io.Limits;
import dev.terrarium.io.Progress;
import dev.terrarium.oci.Platform;
import dev.terrarium.store.Store;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The {@code Contents} files of suites: which package owns which path.
 *
 * <p>Twelve megabytes for the main suite, and half a gigabyte unpacked, so it is fetched only when a path is asked for, read as a stream
 * and never held. A suite without one, as those of security updates are, owns nothing: its packages are in the main suite too.
 *
 * @see <a href="https://wiki.debian.org/DebianRepository/Format#A.22Contents.22_indices">the format</a>
 */
final class ContentsFiles {
    private static final int LONGEST_LINE = 1 << 16;

    private final IndexFiles indexes;
    private final Store store;
    private final Progress progress;

    ContentsFiles(IndexFiles indexes, Store store, Progress progress) {
        this.indexes = indexes;
        this.store = store;
        this.progress = progress;
    }

    /** The owners of those paths that have any, in any of the suites. */
    SortedMap<String, SortedSet<String>> owners(
            List<VerifiedSuite> suites, Platform platform, SortedSet<String> paths) {
        var owners = new TreeMap<String, SortedSet<String>>();
        try (var step =
                progress.begin("index", "the files of " + suites.getFirst().name())) {
            for (VerifiedSuite suite : suites) {
                Optional<String> name = Stream.of("main/", "")
                        .map(directory -> directory + "Contents-" + platform.architecture() + ".gz")
                        .filter(suite.release().files()::containsKey)
                        .findFirst();
                if (name.isPresent()) {
                    read(suite, name.get(), paths, owners, step);
                }
            }
        }
        return owners;
    }

    private void read(
            VerifiedSuite suite,
            String name,
            SortedSet<String> paths,
            SortedMap<String, SortedSet<String>> owners,
            Progress.Step step) {
        Release.IndexFile file = Objects.requireNonNull(suite.release().files().get(name));
        try {
            if (!store.has(file.digest())) {
                indexes.fetch(suite, new IndexFiles.Named(name, file), step);
            }
            try (InputStream in = new BufferedInputStream(
                    GzipInput.open(store.source(file.digest()).open(), Limits.PACKAGE), 1 << 16)) {
                scan(in, paths, owners);
            }
        } catch (MalformedControl | ArchiveException | LimitExceeded e) {
            throw new TrustError(
                    Problem.of(
                            ErrorCode.ARCHIVE_INVALID,
                            "`" + name + "` of `" + suite.name() + "` is malformed: " + e.getMessage(),
                            "check the source's address"),
                    e);
        } catch (IOException e) {
            throw new EnvironmentError(
                    Problem.of(
                            ErrorCode.DISK_FAILED,
                            "the store cannot be used: " + e.getMessage(),
                            "check the space and the permissions of " + store.root()),
                    e);
        }
    }

    /** Lines of a path, spaces, and packages with their sections: {@code usr/lib/x86_64-linux-gnu/libpq.so.5    libs/libpq5}. */
    static void scan(InputStream in, SortedSet<String> paths, SortedMap<String, SortedSet<String>> owners)
            throws IOException, MalformedControl {
        var line = new ByteArrayOutputStream(256);
        for (int b = in.read(); ; b = in.read()) {
            if (b >= 0 && b != '\n') {
                if (line.size() == LONGEST_LINE) {
                    throw new MalformedControl("a line has more than " + LONGEST_LINE + " bytes");
                }
                line.write(b);
                continue;
            }
            owner(line.toString(StandardCharsets.UTF_8), paths, owners);
            line.reset();
            if (b < 0) {
                return;
            }
        }
    }

    private static void owner(String line, SortedSet<String> paths, SortedMap<String, SortedSet<String>> owners) {
        int end = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t'));
        if (end < 0) {
            return;
        }
        String path = line.substring(0, end).stripTrailing();
        if (!paths.contains(path)) {
            return;
        }
        for (String one : line.substring(end + 1).split(",")) {
            String name = one.substring(one.lastIndexOf('/') + 1);
            if (name.matches("[a-z0-9][a-z0-9+.-]*")) {
                owners.computeIfAbsent(path, key -> new TreeSet<>()).add(name);
            }
        }
    }
}
