package dev.terrarium.debian.archive;

import dev.terrarium.debian.MalformedControl;
import dev.terrarium.debian.Relation;
import dev.terrarium.debian.source.Repository;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.TrustError;
import dev.terrarium.oci.Platform;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the suites of an archive offered at one moment, for one platform: of each package the newest version in any of them.
 *
 * <p>Two versions of one name are never both on offer: an image that holds yesterday's library, because something asked for it by
 * version, misses today's fix. What the distribution has comes from the distribution, unless a repository replaces it.
 */
public final class ArchiveSnapshot {
    private final Platform platform;
    private final List<VerifiedSuite> suites;
    private final List<PackageIndex> indexes;
    private final ContentsFiles contents;
    private final Map<String, Repository> repositories = new TreeMap<>();

    ArchiveSnapshot(
            Platform platform,
            List<VerifiedSuite> suites,
            List<PackageIndex> indexes,
            List<Repository> repositories,
            ContentsFiles contents) {
        this.platform = platform;
        this.suites = List.copyOf(suites);
        this.indexes = List.copyOf(indexes);
        this.contents = contents;
        repositories.forEach(repository -> this.repositories.put(repository.label(), repository));
    }

    public Platform platform() {
        return platform;
    }

    /** The suites that were believed: the main one, its updates, its security updates, those of repositories. */
    public List<VerifiedSuite> suites() {
        return suites;
    }

    /** The newest version of a package. */
    public Optional<BinaryPackage> newest(String name) {
        return newest(name, suite -> replaces(suite, name))
                .or(() -> newest(name, suite -> !Repository.isLabel(suite)))
                .or(() -> newest(name, suite -> true));
    }

    private boolean replaces(String suite, String name) {
        return Optional.ofNullable(repositories.get(suite))
                .filter(repository -> repository.replaces().contains(name))
                .isPresent();
    }

    /** The newest version of a package that came as a security update. */
    public Optional<BinaryPackage> newestSecurityUpdate(String name) {
        return newest(name, suite -> suite.endsWith("-security") && !Repository.isLabel(suite));
    }

    private Optional<BinaryPackage> newest(String name, Predicate<String> ofSuite) {
        try {
            var versions = new ArrayList<BinaryPackage>();
            for (PackageIndex index : indexes) {
                versions.addAll(index.named(name));
            }
            return versions.stream()
                    .filter(one -> ofSuite.test(one.suite()))
                    .filter(one -> List.of("all", platform.architecture()).contains(one.architecture()))
                    .max(Comparator.comparing(BinaryPackage::version).thenComparing(BinaryPackage::suite));
        } catch (MalformedControl e) {
            throw malformed(e);
        }
    }

    /** The packages that own files, by path without a leading slash; fetches what says so. */
    public SortedMap<String, SortedSet<String>> owners(SortedSet<String> paths) {
        return contents.owners(suites, platform, paths);
    }

    /** The newest versions of all packages that are what a relation asks for: the one of that name first, then by name. */
    public List<BinaryPackage> satisfying(Relation relation) {
        var names = new TreeSet<String>();
        try {
            for (PackageIndex index : indexes) {
                names.addAll(index.providing(relation.name()));
            }
        } catch (MalformedControl e) {
            throw malformed(e);
        }
        names.remove(relation.name());
        var found = new ArrayList<BinaryPackage>();
        newest(relation.name()).filter(one -> one.satisfies(relation)).ifPresent(found::add);
        for (String name : names) {
            newest(name).filter(one -> one.satisfies(relation)).ifPresent(found::add);
        }
        return found;
    }

    private static TrustError malformed(MalformedControl cause) {
        return new TrustError(
                Problem.of(
                        ErrorCode.ARCHIVE_INVALID,
                        "the package index of the archive is malformed: " + cause.getMessage(),
                        "check the source's address"),
                cause);
    }
}
