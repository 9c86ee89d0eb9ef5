package dev.terrarium.cli.build;

import dev.terrarium.debian.archive.ArchiveSnapshot;
import dev.terrarium.debian.archive.DebianArchive;
import dev.terrarium.debian.archive.Policy;
import dev.terrarium.debian.archive.Selected;
import dev.terrarium.lock.Locks;
import dev.terrarium.oci.Platform;
import dev.terrarium.plan.Fetch;
import dev.terrarium.project.Project;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Opens the Debian archive that a project is made from, believed no less than it was believed before. */
final class Archives {
    private Archives() {}

    /** Reading an archive's indexes costs a second or more, so what was opened once is kept for the command's time. */
    static ArchiveSnapshot open(Collaborators with, Project project, Platform platform) throws InterruptedException {
        Optional<ArchiveSnapshot> opened = with.opened(platform);
        if (opened.isPresent()) {
            return opened.get();
        }
        ArchiveSnapshot snapshot = read(with, project, platform);
        with.opened(platform, snapshot);
        return snapshot;
    }

    private static ArchiveSnapshot read(Collaborators with, Project project, Platform platform)
            throws InterruptedException {
        var os = project.configuration().os();
        Policy policy = Policy.STRICT.withKnown(known(project));
        policy = os.security() ? policy : policy.withoutSecurity();
        policy = os.allowExpiredIndex() ? policy.allowingExpired() : policy;
        return new DebianArchive(with.http(), with.store(), with.environment().clock(), with.progress())
                .open(with.debianSources(), PythonChoice.of(project).suite(), platform, policy);
    }

    /** Where a package of an opened archive is to be had. */
    static Fetch fetchOf(Selected deb) {
        return new Fetch(
                deb.name() + "_" + deb.version() + "_" + deb.architecture() + ".deb",
                deb.digest(),
                deb.size(),
                new Fetch.Origin.DebianArchive(deb.suite(), deb.filename()));
    }

    /** The dates of the indexes that the lock was made from: an older one is a roll-back. */
    private static Map<String, Instant> known(Project project) {
        var dates = new TreeMap<String, Instant>();
        Locks.read(project.directory())
                .ifPresent(lock -> lock.suites().forEach(suite -> dates.put(suite.suite(), suite.date())));
        return dates;
    }
}
