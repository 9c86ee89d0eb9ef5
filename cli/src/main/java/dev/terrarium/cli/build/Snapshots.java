package dev.terrarium.cli.build;

import dev.terrarium.debian.Distribution;
import dev.terrarium.debian.Suite;
import dev.terrarium.debian.source.Repository;
import dev.terrarium.debian.source.Snapshot;
import dev.terrarium.lock.LockFile.SuiteEntry;
import dev.terrarium.lock.Locks;
import dev.terrarium.oci.Digest;
import dev.terrarium.plan.Fetch;
import dev.terrarium.project.Project;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The services that keep what archives dropped, for the packages of a project's lock.
 *
 * <p>An archive at many times is asked for the time of the index that the package was locked from; the lock has it.
 */
record Snapshots(Project project) {
    List<URI> places(Fetch.Origin.DebianArchive origin, Digest digest) {
        return configured(origin.suite()).stream()
                .flatMap(snapshot ->
                        snapshot
                                .places(archiveOf(origin.suite()), indexed(origin.suite()), origin.filename(), digest)
                                .stream())
                .toList();
    }

    /** Nobody keeps what repositories dropped, as far as this program knows. */
    private Optional<Snapshot> configured(String suite) {
        if (Repository.isLabel(suite)) {
            return Optional.empty();
        }
        var sources = project.configuration().sources();
        Optional<String> template = switch (Suite.of(suite).distribution()) {
            case DEBIAN -> sources.debian().snapshot();
            case UBUNTU -> sources.ubuntu().snapshot();
        };
        return template.map(Snapshot::new);
    }

    /** Debian's security updates are an archive of their own; Ubuntu has one for all. */
    private static String archiveOf(String suite) {
        Distribution distribution = Suite.of(suite).distribution();
        return distribution == Distribution.DEBIAN && suite.endsWith("-security")
                ? "debian-security"
                : distribution.id();
    }

    private Optional<Instant> indexed(String suite) {
        return Locks.read(project.directory()).stream()
                .flatMap(lock -> lock.suites().stream())
                .filter(entry -> entry.suite().equals(suite))
                .map(SuiteEntry::date)
                .findFirst();
    }

    List<String> hints(Fetch.Origin.DebianArchive origin) {
        if (Repository.isLabel(origin.suite())) {
            return List.of("or name a mirror that keeps old packages in [[tool.terrarium.mirror]]");
        }
        String key = "sources." + Suite.of(origin.suite()).distribution().id() + "-snapshot";
        return configured(origin.suite()).isPresent()
                ? List.of("check the address in " + key + ": it was asked, and does not have it")
                : List.of("or name a service that keeps old packages in " + key + ", and the locked ones are built");
    }
}
