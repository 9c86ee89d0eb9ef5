package dev.terrarium.cli.build;

import dev.terrarium.debian.DebianVersion;
import dev.terrarium.debian.archive.ArchiveSnapshot;
import dev.terrarium.debian.archive.BinaryPackage;
import dev.terrarium.lock.LockFile;
import dev.terrarium.lock.LockFile.PackageEntry;
import dev.terrarium.lock.LockFile.SuiteEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How far a lock is behind: which security updates its packages lack, as an archive tells, or how old it is, for a build, which asks
 * nobody.
 */
final class SecurityUpdates {
    private static final Duration OLD = Duration.ofDays(14);

    private SecurityUpdates() {}

    /** One line for each locked package of which the security suite has a newer version. */
    static List<String> pending(List<PackageEntry> packages, ArchiveSnapshot archive) {
        return packages.stream()
                .flatMap(entry -> pending(entry, archive).stream())
                .toList();
    }

    private static Optional<String> pending(PackageEntry entry, ArchiveSnapshot archive) {
        Optional<DebianVersion> locked = DebianVersion.parse(entry.version());
        return archive.newestSecurityUpdate(entry.name())
                .map(BinaryPackage::version)
                .filter(version -> locked.isPresent() && version.compareTo(locked.get()) > 0)
                .map(version -> entry.name() + " " + entry.version() + " → " + version);
    }

    /** What to tell of a lock whose newest index is older than two weeks. */
    static Optional<String> age(LockFile lock, Instant now) {
        return lock.suites().stream()
                .map(SuiteEntry::date)
                .max(Comparator.naturalOrder())
                .map(date -> Duration.between(date, now))
                .filter(age -> age.compareTo(OLD) > 0)
                .map(age -> "terrarium.lock is " + age.toDays()
                        + " days old: `terrarium lock --update` takes today's packages, with their security updates");
    }
}
