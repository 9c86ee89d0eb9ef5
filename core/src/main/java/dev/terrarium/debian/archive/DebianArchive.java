package dev.terrarium.debian.archive;

import dev.terrarium.debian.release.Expectation;
import dev.terrarium.debian.release.Release;
import dev.terrarium.debian.source.DebianSources;
import dev.terrarium.debian.source.Location;
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
 * <p>A suite is three: {@code trixie}, {@code trixie-updates} and, from the archive of security updates, {@code trixie-security}.
 * Each is verified on its own. An index is fetched by its digest, so that a mirror in the middle of an update cannot pair a new
 * Release file with an old index, and kept in the store; Release files are never kept: they are what is asked about.
 */
public final class DebianArchive {
    private final Http http;
    private final IndexFiles indexes;
    private final InstantSource clock;
    private final Progress progress;

    public DebianArchive(Http http, Store store, InstantSource clock, Progress progress) {
        this.http = http;
        this.indexes = new IndexFiles(http, store);
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
        List<String> names = policy.security()
                ? List.of(suite, suite + "-updates", suite + "-security")
                : List.of(suite, suite + "-updates");
        requireSources(sources, policy);
        try (var scope = new Scope();
                var step = progress.begin("index", "debian " + suite)) {
            var opened = names.stream()
                    .map(name -> scope.fork(() -> open(sources, name, platform, policy, step)))
                    .toList();
            scope.join();
            var suites = new ArrayList<VerifiedSuite>();
            var found = new ArrayList<PackageIndex>();
            opened.forEach(task -> {
                switch (task.get()) {
                    case Opened(var verified, var index) -> {
                        suites.add(verified);
                        found.add(index);
                    }
                    case Refused(var why) -> throw why;
                }
            });
            step.outcome(found.stream().mapToInt(PackageIndex::size).sum() + " packages");
            return new ArchiveSnapshot(platform, suites, found);
        }
    }

    /** What came of one suite: of several that are refused the first one is told, and not the fastest. */
    private sealed interface Outcome {}

    private record Opened(VerifiedSuite suite, PackageIndex index) implements Outcome {}

    private record Refused(TerrariumError why) implements Outcome {}

    private Outcome open(DebianSources sources, String name, Platform platform, Policy policy, Progress.Step step) {
        try {
            VerifiedSuite suite = verified(sources, name, policy);
            return new Opened(suite, indexes.index(suite, platform, step));
        } catch (TerrariumError e) {
            return new Refused(e);
        }
    }

    private VerifiedSuite verified(DebianSources sources, String name, Policy policy) {
        Optional<TrustError> doubt = Optional.empty();
        for (Location location : sources.locations(name)) {
            URI uri = location.resolve("dists/" + name + "/InRelease");
            Http.Answer answer = http.document(uri, Map.of("Cache-Control", "max-age=0"), Release.LONGEST);
            if (!answer.isFound()) {
                continue;
            }
            var expected = new Expectation(
                    name,
                    location.origin(),
                    clock.instant(),
                    policy.allowExpired(),
                    Optional.ofNullable(policy.known().get(name)));
            try {
                Release release = Release.verify(answer.body(), ShownUri.of(uri), location.keyring(), expected);
                if (release.expiryWaived()) {
                    progress.warn("`" + ShownUri.of(uri) + "` expired on "
                            + release.validUntil().orElseThrow() + ", which was allowed");
                }
                return new VerifiedSuite(name, location, release);
            } catch (TrustError e) {
                if (location.certain()) {
                    throw e;
                }
                // an entry of apt without a key of its own may be somebody else's archive: the next one is asked
                doubt = doubt.or(() -> Optional.of(e));
            }
        }
        throw doubt.<RuntimeException>map(e -> e).orElseGet(() -> noSuite(sources, name));
    }

    private static UserError noSuite(DebianSources sources, String name) {
        String asked = String.join(
                ", ",
                sources.locations(name).stream()
                        .map(location -> "`" + ShownUri.of(location.uri()) + "`")
                        .toList());
        return new UserError(
                ErrorCode.SOURCE_MISSING,
                "no configured Debian source has the suite `" + name + "`: asked " + asked,
                "check the name of the suite",
                "name another source in sources.debian or sources.debian-security");
    }

    private static void requireSources(DebianSources sources, Policy policy) {
        String table = "[tool.terrarium.sources]";
        if (sources.archive().isEmpty()) {
            throw new UserError(
                    ErrorCode.SOURCE_MISSING,
                    "no Debian source is configured, and this host's apt has none",
                    "write under " + table + ": debian = \"https://<mirror>/debian\"",
                    "and: debian-security = \"https://<mirror>/debian-security\"");
        }
        if (policy.security() && sources.security().isEmpty()) {
            throw new UserError(
                    ErrorCode.SOURCE_MISSING,
                    "no source of Debian's security updates is configured",
                    "write under " + table + ": debian-security = \"https://<mirror>/debian-security\"",
                    "to go without security updates, write security = false under [tool.terrarium]");
        }
    }
}
