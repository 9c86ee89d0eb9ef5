package dev.terrarium.python.lockfile;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.io.Scope;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.WheelFilename;
import dev.terrarium.python.index.IndexFile;
import dev.terrarium.python.index.Indexes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Asks the indexes what the files are called of which a lock knows only hashes.
 *
 * <p>The hash alone decides; the index is believed only as to names and places. An index that tells no SHA-256 is of no use here.
 */
public final class FileNames {
    private static final int AT_ONCE = 8;

    private FileNames() {}

    /**
     * The same selection with all files known.
     *
     * @throws EnvironmentError naming every distribution of which no index has a file with a locked hash
     */
    public static LockedPackages complete(LockedPackages locked, Indexes indexes) throws InterruptedException {
        var tasks = new ArrayList<Scope.Task<Completed>>();
        try (var scope = new Scope(AT_ONCE)) {
            for (LockedPackage one : locked.packages()) {
                tasks.add(scope.fork(() -> completed(one, indexes)));
            }
            scope.join();
        }
        var complete = new ArrayList<LockedPackage>();
        var problems = new ArrayList<Problem>();
        for (var task : tasks) {
            task.get().found().ifPresent(complete::add);
            problems.addAll(task.get().problems());
        }
        if (!problems.isEmpty()) {
            throw new EnvironmentError(problems);
        }
        return new LockedPackages(complete, locked.notes());
    }

    /** Either what was found, or why not. */
    private record Completed(Optional<LockedPackage> found, List<Problem> problems) {}

    private static Completed completed(LockedPackage asked, Indexes indexes) {
        try {
            Optional<LockedPackage> found = complete(asked, indexes);
            return new Completed(found, found.isPresent() ? List.of() : List.of(unknown(asked, indexes)));
        } catch (EnvironmentError e) {
            if (e.isOffline()) {
                return new Completed(Optional.empty(), e.problems());
            }
            throw e;
        }
    }

    private static Problem unknown(LockedPackage asked, Indexes indexes) {
        String places = String.join(
                ", ",
                indexes.sources().of(asked.name()).stream()
                        .map(source -> "`" + source.shown() + "`")
                        .toList());
        return Problem.of(
                        ErrorCode.PACKAGE_UNAVAILABLE,
                        "no file of `" + asked + "` with a locked hash was found at " + places,
                        "lock again, or name the index that has it in [tool.terrarium.sources]")
                .at(asked.place());
    }

    private static Optional<LockedPackage> complete(LockedPackage asked, Indexes indexes) {
        return switch (asked.offer()) {
            case LockedPackage.Offer.Wheels wheels -> Optional.of(asked);
            case LockedPackage.Offer.Pin pin -> Optional.of(asked);
            case LockedPackage.Offer.Hashes(var any) -> found(asked, any, indexes.files(asked.name()));
        };
    }

    private static Optional<LockedPackage> found(
            LockedPackage asked, java.util.Set<Digest> any, List<IndexFile> files) {
        List<IndexFile> matching = files.stream()
                .filter(file -> file.sha256().filter(any::contains).isPresent())
                .toList();
        var wheels = new ArrayList<LockedFile>();
        matching.forEach(file -> wheel(file).ifPresent(wheels::add));
        boolean sources = matching.stream().anyMatch(file -> !file.isWheel());
        return matching.isEmpty()
                ? Optional.empty()
                : Optional.of(asked.withOffer(new LockedPackage.Offer.Wheels(sorted(wheels), sources)));
    }

    private static List<LockedFile> sorted(List<LockedFile> wheels) {
        wheels.sort(java.util.Comparator.comparing(LockedFile::filename));
        return Collections.unmodifiableList(wheels);
    }

    static Optional<LockedFile> wheel(IndexFile file) {
        try {
            return Optional.of(new LockedFile(
                    WheelFilename.read(file.filename()),
                    file.sha256().orElseThrow(),
                    file.size(),
                    Optional.of(file.location()),
                    file.acceptedPythons()));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }
}
