package dev.terrarium.make;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.TrustError;
import dev.terrarium.http.Http;
import dev.terrarium.http.ShownUri;
import dev.terrarium.io.Progress;
import dev.terrarium.io.Scope;
import dev.terrarium.oci.Digest;
import dev.terrarium.plan.Fetch;
import dev.terrarium.store.BlobWriter;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Brings pinned bytes into the store, from whichever place has them.
 *
 * <p>Nothing is believed but the digest: a place that serves something else is an error at once, since a lock that names these
 * bytes was made from them, and neither a retry nor another place makes the difference good. What the store has is never asked
 * for again.
 */
public final class Fetcher {
    private static final int AT_ONCE = 8;

    private final Store store;
    private final Http http;
    private final Locator locator;
    private final Progress progress;

    /** Knows where bytes of a kind of origin can be had now: archives and indexes as configured, mirrors applied. */
    public interface Locator {
        /** Places to try, the best first, as far as they are known without asking anybody. */
        List<URI> candidates(Fetch fetch);

        /** Places that are found by asking; only when the others lead nowhere. */
        List<URI> furtherCandidates(Fetch fetch);

        /** What to write so that a package of an archive is found, which nobody who is configured has. */
        default List<String> hints(Fetch.Origin.DebianArchive origin) {
            return List.of();
        }
    }

    public Fetcher(Store store, Http http, Locator locator, Progress progress) {
        this.store = store;
        this.http = http;
        this.locator = locator;
        this.progress = progress;
    }

    /**
     * Fetches what is missing, several at a time; what is there already costs a look.
     *
     * @throws EnvironmentError naming every file that no place has
     * @throws TrustError when a place serves other bytes than the lock says
     */
    public void fetch(Collection<Fetch> wanted) throws InterruptedException {
        fetch(missing(wanted), bytes -> {});
    }

    /**
     * The same for many files that belong together: a person sees one step, with what was fetched.
     *
     * @param phase names the step: {@code wheels}
     */
    public void fetch(String phase, Collection<Fetch> wanted) throws InterruptedException {
        Map<Digest, Fetch> missing = missing(wanted);
        if (missing.isEmpty()) {
            return;
        }
        int count = missing.size();
        try (var step = progress.begin(phase, count + (count == 1 ? " file" : " files"))) {
            step.total(missing.values().stream().mapToLong(Fetch::size).sum());
            fetch(missing, step::advance);
            step.outcome("fetched");
        }
    }

    private Map<Digest, Fetch> missing(Collection<Fetch> wanted) {
        Map<Digest, Fetch> missing = new LinkedHashMap<>();
        wanted.forEach(fetch -> {
            if (!store.has(fetch.digest())) {
                missing.putIfAbsent(fetch.digest(), fetch);
            }
        });
        return missing;
    }

    /** @param arrived is told the size of each file that came */
    private void fetch(Map<Digest, Fetch> missing, LongConsumer arrived) throws InterruptedException {
        List<Problem> absent = java.util.Collections.synchronizedList(new ArrayList<>());
        try (var scope = new Scope(AT_ONCE)) {
            missing.values()
                    .forEach(fetch -> scope.fork(() -> {
                        List<Problem> problems = problemsOf(fetch);
                        absent.addAll(problems);
                        if (problems.isEmpty()) {
                            arrived.accept(store.sizeOf(fetch.digest()).orElse(0L));
                        }
                        return fetch;
                    }));
            scope.join();
        }
        if (!absent.isEmpty()) {
            absent.sort(java.util.Comparator.comparing(Problem::message));
            throw new EnvironmentError(absent);
        }
    }

    /** None when it is in the store now. */
    private List<Problem> problemsOf(Fetch fetch) {
        try {
            return fetchOne(fetch) ? List.of() : List.of(nowhere(fetch));
        } catch (EnvironmentError e) {
            if (e.isOffline()) {
                return e.problems();
            }
            throw e;
        }
    }

    private boolean fetchOne(Fetch fetch) {
        try (var step = progress.begin("fetch", fetch.name())) {
            step.total(fetch.size());
            return anyOf(locator.candidates(fetch), fetch, step)
                    || anyOf(locator.furtherCandidates(fetch), fetch, step);
        }
    }

    private boolean anyOf(List<URI> places, Fetch fetch, Progress.Step step) {
        for (URI place : places) {
            if (fetchFrom(place, fetch, step)) {
                return true;
            }
        }
        return false;
    }

    private boolean fetchFrom(URI place, Fetch fetch, Progress.Step step) {
        try (BlobWriter blob = store.write()) {
            if (!http.download(place, Map.of(), blob, step)) {
                return false;
            }
            long length = blob.length();
            Digest actual = blob.commitIf(fetch.digest());
            if (!actual.equals(fetch.digest())) {
                throw new TrustError(
                        ErrorCode.DIGEST_MISMATCH,
                        "`" + fetch.name() + "` from " + shown(place) + " is not what the lock names: wanted "
                                + fetch.digest() + ", got " + actual + " (" + length + " bytes)",
                        "do not go on with these bytes; if the file was replaced on purpose, lock again");
            }
            return true;
        } catch (IOException e) {
            throw new EnvironmentError(
                    Problem.of(
                            ErrorCode.DISK_FAILED,
                            "could not write `" + fetch.name() + "` into the store: " + e.getMessage(),
                            "check the space and the permissions of " + store.root()),
                    e);
        }
    }

    private static String shown(URI place) {
        return Optional.ofNullable(place.getHost()).orElseGet(() -> ShownUri.of(place));
    }

    private Problem nowhere(Fetch fetch) {
        return switch (fetch.origin()) {
            case Fetch.Origin.DebianArchive archive -> {
                var hints =
                        new ArrayList<>(List.of("run `terrarium lock --update` to move on to the packages of today"));
                hints.addAll(locator.hints(archive));
                yield Problem.of(
                        ErrorCode.PACKAGE_UNAVAILABLE,
                        "no configured archive of " + archive.suite() + " has `" + archive.filename() + "` any more",
                        hints.toArray(String[]::new));
            }
            case Fetch.Origin.Configured(var key) ->
                Problem.of(
                        ErrorCode.PACKAGE_UNAVAILABLE,
                        "`" + fetch.name() + "` is not where `" + key + "` says",
                        "check the path or the address in [tool.terrarium]");
            case Fetch.Origin.PackageIndex(var project, var urls) ->
                Problem.of(
                        ErrorCode.PACKAGE_UNAVAILABLE,
                        "no configured index has `" + fetch.name() + "` with the locked sha256",
                        "check that " + project + " was not withdrawn, or lock it again",
                        "run `terrarium doctor` to see which indexes are asked");
        };
    }
}
