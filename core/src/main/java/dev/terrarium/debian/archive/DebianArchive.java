package dev.terrarium.debian.archive;

import dev.terrarium.debian.Distribution;
import dev.terrarium.debian.Suite;
import dev.terrarium.debian.release.Expectation;
import dev.terrarium.debian.release.Release;
import dev.terrarium.debian.source.DebianSources;
import dev.terrarium.debian.source.Location;
import dev.terrarium.debian.source.Repository;
import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.TerrariumError;
import dev.terrarium.error.TrustError;
import dev.terrarium.error.UserError;
import dev.terrarium.http.Http;
import dev.terrarium.http.ShownUri;
import dev.terrarium.io.Progress;
import dev.terrarium.io.Scope;
import dev.terrarium.oci.Platform;
import dev.terrarium.store.Store;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens the suites of a Debian archive: signed Release files first, then the package indexes that they name.
 *
 * <p>A suite is mostly three: {@code trixie}, {@code trixie-updates} and, from the archive of security updates, {@code
 * trixie-security}; with them come the repositories that stand beside the distribution. Each is verified on its own. An index is fetched by its digest, so that a mirror in the middle of an update cannot pair a new
 * Release file with an old index, and kept in the store; Release files are never kept: they are what is asked about.
 */
public final class DebianArchive {
    private final Http http;
    private final IndexFiles indexes;
    private final ContentsFiles contents;
    private final InstantSource clock;
    private final Progress progress;

    public DebianArchive(Http http, Store store, InstantSource clock, Progress progress) {
        this.http = http;
        this.indexes = new IndexFiles(http, store);
        this.contents = new ContentsFiles(indexes, store, progress);
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * What the archive offers today.
     *
     * @param suite the codename of a release: {@code trixie}
     * @throws UserError when no source is configured that has the suite
     * @throws TrustError when a source is not what it should be
     * @throws EnvironmentError when a source cannot be asked
     */
    public ArchiveSnapshot open(DebianSources sources, String suite, Platform platform, Policy policy)
            throws InterruptedException {
        List<String> names = Suite.of(suite).parts(policy.security());
        requireSources(sources, names);
        List<Asked> all = new ArrayList<>(
                names.stream().map(name -> ofDistribution(name, sources)).toList());
        sources.repositories().forEach(repository -> all.add(ofRepository(repository)));
        try (var scope = new Scope();
                var step = progress.begin("index", sources.distribution().id() + " " + suite)) {
            var opened = all.stream()
                    .map(one -> scope.fork(() -> open(one, platform, policy, step)))
                    .toList();
            scope.join();
            var suites = new ArrayList<VerifiedSuite>();
            var found = new ArrayList<PackageIndex>();
            opened.forEach(task -> {
                switch (task.get()) {
                    case Opened(var verified, var indexes) -> {
                        suites.add(verified);
                        found.addAll(indexes);
                    }
                    case Refused(var why) -> throw why;
                }
            });
            step.outcome(found.stream().mapToInt(PackageIndex::size).sum() + " packages");
            return new ArchiveSnapshot(platform, suites, found, sources.repositories(), contents);
        }
    }

    /** A suite that is opened: from where, and what its Release file has to say. */
    private record Asked(
            String name, List<String> components, Expectation.Naming naming, List<Location> locations, String hint) {}

    private static Asked ofDistribution(String name, DebianSources sources) {
        Distribution distribution = sources.distribution();
        Expectation.Naming naming = switch (distribution) {
            case DEBIAN -> Expectation.Naming.CODENAME;
            case UBUNTU -> Expectation.Naming.SUITE;
        };
        String hint = "name another source in sources." + distribution.id() + " or sources." + distribution.id()
                + "-security";
        return new Asked(name, distribution.components(), naming, sources.locations(name), hint);
    }

    private static Asked ofRepository(Repository repository) {
        return new Asked(
                repository.label(),
                repository.components(),
                Expectation.Naming.EITHER,
                List.of(repository.location()),
                "check the `url` of `" + repository.name() + "` in [[tool.terrarium.sources.debian]]");
    }

    /** What came of one suite: of several that are refused the first one is told, and not the fastest. */
    private sealed interface Outcome {}

    private record Opened(VerifiedSuite suite, List<PackageIndex> indexes) implements Outcome {
        Opened {
            indexes = List.copyOf(indexes);
        }
    }

    private record Refused(TerrariumError why) implements Outcome {}

    private Outcome open(Asked asked, Platform platform, Policy policy, Progress.Step step) {
        try {
            VerifiedSuite suite = verified(asked, policy);
            return new Opened(suite, indexes.of(suite, platform, step));
        } catch (TerrariumError e) {
            return new Refused(e);
        }
    }

    private VerifiedSuite verified(Asked asked, Policy policy) {
        Optional<TrustError> doubt = Optional.empty();
        String suite = Repository.suiteIn(asked.name());
        for (Location location : asked.locations()) {
            URI uri = location.resolve("dists/" + suite + "/InRelease");
            Http.Answer answer = http.document(uri, Map.of("Cache-Control", "max-age=0"), Release.LONGEST);
            if (!answer.isFound()) {
                continue;
            }
            var expected = new Expectation(
                    suite,
                    asked.naming(),
                    location.origin(),
                    clock.instant(),
                    policy.allowExpired(),
                    Optional.ofNullable(policy.known().get(asked.name())));
            try {
                Release release = Release.verify(answer.body(), ShownUri.of(uri), location.keyring(), expected);
                if (release.expiryWaived()) {
                    progress.warn("`" + ShownUri.of(uri) + "` expired on "
                            + release.validUntil().orElseThrow() + ", which was allowed");
                }
                return new VerifiedSuite(asked.name(), asked.components(), location, release);
            } catch (TrustError e) {
                if (location.certain()) {
                    throw e;
                }
                // an entry of apt without a key of its own may be somebody else's archive: the next one is asked
                doubt = doubt.or(() -> Optional.of(e));
            }
        }
        throw doubt.<RuntimeException>map(e -> e).orElseGet(() -> noSuite(asked));
    }

    private static UserError noSuite(Asked asked) {
        String places = String.join(
                ", ",
                asked.locations().stream()
                        .map(location -> "`" + ShownUri.of(location.uri()) + "`")
                        .toList());
        return new UserError(
                ErrorCode.SOURCE_MISSING,
                "no configured source has the suite `" + asked.name() + "`: asked " + places,
                "check the name of the suite",
                asked.hint());
    }

    private static void requireSources(DebianSources sources, List<String> names) {
        String table = "[tool.terrarium.sources]";
        String id = sources.distribution().id();
        String origin = sources.distribution().origin();
        String archive = "write under " + table + ": " + id + " = \"https://<mirror>/" + id + "\"";
        if (sources.archive().isEmpty()) {
            var hints = new ArrayList<>(List.of(archive));
            if (sources.distribution() == Distribution.DEBIAN) {
                hints.add("and: debian-security = \"https://<mirror>/debian-security\"");
            }
            throw new UserError(
                    ErrorCode.SOURCE_MISSING,
                    "no " + origin + " source is configured, and this host's apt has none",
                    hints.toArray(String[]::new));
        }
        if (names.stream().anyMatch(name -> sources.locations(name).isEmpty())) {
            throw new UserError(
                    ErrorCode.SOURCE_MISSING,
                    "no source of " + origin + "'s security updates is configured",
                    "write under " + table + ": " + id + "-security = \"https://<mirror>/" + id + "-security\"",
                    "to go without security updates, write security = false under [tool.terrarium]");
        }
    }
}
