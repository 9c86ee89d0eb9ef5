package dev.terrarium.lock;

import dev.terrarium.debian.DebianVersion;
import dev.terrarium.debian.Dependency;
import dev.terrarium.debian.Relation;
import dev.terrarium.debian.archive.ArchiveSnapshot;
import dev.terrarium.debian.archive.BinaryPackage;
import dev.terrarium.debian.archive.Closure;
import dev.terrarium.debian.archive.Exclusions;
import dev.terrarium.debian.archive.Selected;
import dev.terrarium.debian.archive.VerifiedSuite;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.lock.LockFile.PackageEntry;
import dev.terrarium.lock.LockFile.SuiteEntry;
import dev.terrarium.lock.libraries.PackageSource;
import dev.terrarium.oci.Platform;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Answers a lock from a Debian archive: each platform's index is opened once, when it is first asked.
 *
 * <p>The archive knows one version of each package, today's; a pinned entry is an older one and stays. That is only right as long as
 * nothing new needs today's, so every new package's dependencies are checked against the pins.
 */
public final class DebianAnswers implements Archive {
    private final Opening opening;
    private final Map<Platform, ArchiveSnapshot> opened = new EnumMap<>(Platform.class);

    /** Fetches an index and verifies it. */
    @FunctionalInterface
    public interface Opening {
        ArchiveSnapshot open(Platform platform) throws InterruptedException;
    }

    /** @param opening not asked for a lock that lacks nothing */
    public DebianAnswers(Opening opening) {
        this.opening = opening;
    }

    @Override
    public Offer close(Platform platform, List<Root> roots, List<PackageEntry> pinned) throws InterruptedException {
        ArchiveSnapshot snapshot = snapshot(platform);
        List<Selected> today = Closure.of(
                snapshot,
                roots.stream()
                        .map(root -> dev.terrarium.debian.archive.Root.of(root.askedBy(), root.name()))
                        .toList(),
                Exclusions.DEBIAN);
        Map<String, PackageEntry> entries = stayingEntries(pinned, roots);
        var added = new ArrayList<Selected>();
        for (Selected one : today) {
            PackageEntry pin = entries.get(one.name());
            if (pin == null) {
                added.add(one);
                entries.put(one.name(), entry(platform, one));
            } else {
                var askers = new TreeSet<>(one.askedBy());
                askers.addAll(pin.askedBy());
                entries.put(one.name(), pin.withAskedBy(askers));
            }
        }
        requirePinsFit(snapshot, added, entries);
        return new Offer(snapshot.suites().stream().map(DebianAnswers::suite).toList(), List.copyOf(entries.values()));
    }

    /** What the archive knows of packages for a platform; opened when it is asked. */
    public PackageSource packages(Platform platform) {
        return new PackageSource() {
            @Override
            public boolean has(String name) throws InterruptedException {
                return snapshot(platform).newest(name).isPresent();
            }

            @Override
            public SortedMap<String, SortedSet<String>> owners(SortedSet<String> paths) throws InterruptedException {
                return snapshot(platform).owners(paths);
            }
        };
    }

    private ArchiveSnapshot snapshot(Platform platform) throws InterruptedException {
        ArchiveSnapshot known = opened.get(platform);
        if (known != null) {
            return known;
        }
        ArchiveSnapshot snapshot = opening.open(platform);
        opened.put(platform, snapshot);
        return snapshot;
    }

    /** Entries stay for as long as somebody who asked for them still asks, even if today's packages no longer need them. */
    private static Map<String, PackageEntry> stayingEntries(List<PackageEntry> pinned, List<Root> roots) {
        Set<String> labels = roots.stream().map(Root::askedBy).collect(Collectors.toCollection(HashSet::new));
        var staying = new TreeMap<String, PackageEntry>();
        for (PackageEntry pin : pinned) {
            var askers = new TreeSet<>(pin.askedBy());
            askers.retainAll(labels);
            if (!askers.isEmpty()) {
                staying.put(pin.name(), pin.withAskedBy(askers));
            }
        }
        return staying;
    }

    private static void requirePinsFit(
            ArchiveSnapshot snapshot, List<Selected> added, Map<String, PackageEntry> entries) {
        var problems = new ArrayList<Problem>();
        for (Selected one : added) {
            BinaryPackage definition = snapshot.newest(one.name()).orElseThrow();
            for (Dependency dependency : definition.depends()) {
                dependency.alternatives().stream()
                        .flatMap(relation -> tooOld(relation, entries).stream())
                        .findFirst()
                        .filter(pin ->
                                dependency.alternatives().stream().noneMatch(relation -> isMet(relation, entries)))
                        .ifPresent(pin -> problems.add(Problem.of(
                                ErrorCode.LOCK_STALE,
                                "`" + one.name() + "` needs `" + dependency + "`, and terrarium.lock has " + pin.name()
                                        + " " + pin.version(),
                                "run `terrarium lock --update " + pin.name() + "` to move it on")));
            }
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
    }

    private static Optional<PackageEntry> tooOld(Relation relation, Map<String, PackageEntry> entries) {
        return Optional.ofNullable(entries.get(relation.name())).filter(entry -> !admits(relation, entry));
    }

    private static boolean isMet(Relation relation, Map<String, PackageEntry> entries) {
        return Optional.ofNullable(entries.get(relation.name()))
                .filter(entry -> admits(relation, entry))
                .isPresent();
    }

    private static boolean admits(Relation relation, PackageEntry entry) {
        return DebianVersion.parse(entry.version()).filter(relation::admits).isPresent();
    }

    private static PackageEntry entry(Platform platform, Selected one) {
        return new PackageEntry(
                platform,
                one.name(),
                one.version(),
                one.architecture(),
                one.suite(),
                one.source(),
                one.sourceVersion(),
                one.filename(),
                one.digest(),
                one.size(),
                one.askedBy());
    }

    private static SuiteEntry suite(VerifiedSuite suite) {
        var release = suite.release();
        return new SuiteEntry(
                suite.name(),
                release.origin(),
                release.codename(),
                release.date(),
                release.digest(),
                release.signer().toString(),
                release.expiryWaived());
    }
}
