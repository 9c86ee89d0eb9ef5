package dev.terrarium.cli.build;

import dev.terrarium.cli.command.LockMode;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.lock.LockFile;
import dev.terrarium.lock.LockFile.Inputs;
import dev.terrarium.lock.LockFile.InterpreterEntry;
import dev.terrarium.lock.LockFile.PackageEntry;
import dev.terrarium.oci.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which platforms this run makes images for, and on what: what the lock must hold for both.
 *
 * <p>A run that asks for one platform drops no other from the lock: laptops and servers of different architectures share it. Only the
 * command {@code lock} drops what the configuration does not name.
 *
 * @param images what the images of this run are for
 * @param host what this machine runs, and so the interpreter that compiles
 * @param narrows whether platforms of the lock that are not among these go
 */
record Machines(SortedSet<Platform> images, Platform host, boolean narrows) {
    Machines {
        images = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(images));
    }

    /** The platforms that a lock must answer for from now on. */
    SortedSet<Platform> platforms(Inputs before) {
        var all = new TreeSet<>(images);
        if (!narrows) {
            all.addAll(before.platforms());
        }
        return all;
    }

    /** Machines that only build; one that built once is expected to build again. */
    SortedSet<Platform> builders(Inputs before) {
        var all = new TreeSet<>(before.builders());
        if (!images.equals(new TreeSet<>(List.of(host)))) {
            all.add(host);
        }
        return all;
    }

    /** Whether the lock also answers for platforms whose wheels this run does not look at. */
    boolean areFewerThan(Inputs inputs) {
        return !images.containsAll(inputs.platforms());
    }

    /** @throws UserError when a lock that may not be changed lacks one of them, with every one that it lacks */
    void requireIn(LockFile lock, LockMode mode) {
        if (mode == LockMode.COMPLETE) {
            return;
        }
        var problems = new ArrayList<Problem>();
        for (Platform platform : images) {
            if (!lock.inputs().platforms().contains(platform)) {
                problems.add(Problem.of(
                        ErrorCode.LOCK_STALE,
                        "terrarium.lock has no packages for " + platform,
                        "name it in `platforms`, run `terrarium lock` and commit the file"));
            }
        }
        if (problems.isEmpty() && lock.interpreter(host).isEmpty()) {
            problems.add(Problem.of(
                    ErrorCode.LOCK_STALE,
                    "terrarium.lock has no CPython for " + host + ", which compiles what runs on "
                            + images.stream().map(Platform::toString).collect(Collectors.joining(" and ")),
                    "run `terrarium build --platform " + names() + "` on this machine and commit the file"));
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
    }

    private String names() {
        return images.stream().map(Platform::architecture).collect(Collectors.joining(","));
    }

    /**
     * Bytecode of another release would differ from what the image's own interpreter writes.
     *
     * @throws UserError when the interpreter that compiles was not built from the source of the one that will run
     */
    void requireOneRelease(LockFile lock) {
        String here = source(lock, host);
        for (Platform platform : images) {
            String there = source(lock, platform);
            if (!there.equals(here)) {
                String names = lock.interpreter(host)
                        .map(InterpreterEntry::artifacts)
                        .map(artifacts -> String.join(" ", artifacts))
                        .orElse("");
                throw new UserError(
                        ErrorCode.LOCK_STALE,
                        "CPython for " + platform + " is " + there + ", and the one for " + host
                                + " that would compile for it is " + here,
                        "run `terrarium lock --update " + names + "`");
            }
        }
    }

    private static String source(LockFile lock, Platform platform) {
        Optional<InterpreterEntry> interpreter = lock.interpreter(platform);
        return interpreter.stream()
                .flatMap(entry -> lock.packages(platform).stream()
                        .filter(deb -> entry.artifacts().contains(deb.name())))
                .map(PackageEntry::sourceVersion)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
