package dev.terrarium.lock;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.TrustError;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Scope;
import dev.terrarium.lock.LockFile.WheelEntry;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Platform;
import dev.terrarium.python.CompatibleTags;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.Specifiers;
import dev.terrarium.python.Target;
import dev.terrarium.python.Version;
import dev.terrarium.python.WheelFilename;
import dev.terrarium.python.index.IndexFile;
import dev.terrarium.python.index.Indexes;
import dev.terrarium.python.lockfile.LockedFile;
import dev.terrarium.python.lockfile.LockedPackage;
import dev.terrarium.python.lockfile.LockedPackage.Offer;
import dev.terrarium.python.lockfile.LockedPackages;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Finds the files of packages that the project's own lock names by version only: in {@code terrarium.lock} if they were used before,
 * else at an index, which is believed this once.
 *
 * <p>A file of a recorded name with another hash is never taken, not even when entries are moved on: whoever replaced it had a
 * reason, good or bad, that a person must look at.
 */
public final class FirstUse {
    private static final int AT_ONCE = 8;

    private final Supplier<Indexes> indexes;
    private final Function<IndexFile, Digest> hashing;

    /**
     * What was recorded, and what may be done about it.
     *
     * @param moves names of packages whose files are to be asked for again
     * @param mayRecord whether anything may be trusted that has no entry
     */
    public record Trusted(List<WheelEntry> entries, Predicate<String> moves, boolean mayRecord) {
        public Trusted {
            entries = List.copyOf(entries);
        }

        private Optional<WheelEntry> entry(LockedPackage wanted, Platform platform, CompatibleTags tags) {
            return entries.stream()
                    .filter(it -> it.name().equals(wanted.name().text())
                            && it.platforms().contains(platform)
                            && satisfies(Version.of(it.version()), wanted.version())
                            && tags.rank(name(it)).isPresent())
                    .findFirst();
        }
    }

    /** @param hashing fetches a file of which the index tells no hash */
    public FirstUse(Supplier<Indexes> indexes, Function<IndexFile, Digest> hashing) {
        this.indexes = indexes;
        this.hashing = hashing;
    }

    /** The same selection, with the files of every package known. */
    public LockedPackages complete(LockedPackages locked, Target target, Trusted trusted) throws InterruptedException {
        CompatibleTags tags = CompatibleTags.of(target);
        var complete = new ArrayList<LockedPackage>();
        var unknown = new ArrayList<LockedPackage>();
        for (LockedPackage one : locked.packages()) {
            Optional<WheelEntry> entry = one.offer() instanceof Offer.Pin
                            && !trusted.moves().test(one.name().text())
                    ? trusted.entry(one, target.platform(), tags)
                    : Optional.empty();
            if (entry.isPresent()) {
                complete.add(withFiles(one, List.of(file(entry.get())), false));
            } else if (one.offer() instanceof Offer.Pin) {
                unknown.add(one);
            } else {
                complete.add(one);
            }
        }
        if (!unknown.isEmpty() && !trusted.mayRecord()) {
            throw refused(unknown);
        }
        var notes = new TreeSet<String>();
        complete.addAll(asked(unknown, tags, trusted, notes));
        var all = new ArrayList<>(locked.notes());
        all.addAll(notes);
        return new LockedPackages(complete, all);
    }

    private List<LockedPackage> asked(
            List<LockedPackage> unknown, CompatibleTags tags, Trusted trusted, Collection<String> notes)
            throws InterruptedException {
        var tasks = new ArrayList<Scope.Task<Answer>>();
        try (var scope = new Scope(AT_ONCE)) {
            unknown.forEach(one -> tasks.add(scope.fork(() -> ask(one, tags, trusted))));
            scope.join();
        }
        var found = new ArrayList<LockedPackage>();
        var problems = new ArrayList<Problem>();
        for (var task : tasks) {
            task.get().found().ifPresent(found::add);
            problems.addAll(task.get().problems());
            notes.addAll(task.get().notes());
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return found;
    }

    private record Answer(Optional<LockedPackage> found, List<Problem> problems, Set<String> notes) {}

    /** A file at an index. */
    private record Candidate(WheelFilename name, IndexFile file) {
        boolean fits(CompatibleTags tags) {
            return tags.rank(name).isPresent()
                    && file.acceptedPythons().contains(tags.target().python());
        }
    }

    private Answer ask(LockedPackage wanted, CompatibleTags tags, Trusted trusted) {
        List<IndexFile> files = indexes.get().files(wanted.name());
        List<Candidate> all = files.stream()
                .flatMap(file -> candidate(file).stream())
                .filter(it -> satisfies(it.name().version(), wanted.version()))
                .toList();
        boolean sources = files.stream().anyMatch(file -> isSourceOf(wanted, file));
        if (all.isEmpty() && !sources) {
            return new Answer(Optional.empty(), List.of(nowhere(wanted)), Set.of());
        }
        Optional<Version> newest = all.stream()
                .filter(it -> it.fits(tags))
                .map(it -> it.name().version())
                .max(Version::compareTo);
        List<Candidate> chosen = all.stream()
                .filter(it -> newest.isEmpty() || it.name().version().equals(newest.get()))
                .toList();
        var wheels = new ArrayList<LockedFile>();
        var notes = new TreeSet<String>();
        for (Candidate one : chosen) {
            locked(one, one.fits(tags), trusted).ifPresent(wheels::add);
            if (one.fits(tags)) {
                one.file()
                        .yanked()
                        .ifPresent(why -> notes.add("`" + one.name() + "` was withdrawn by its maker"
                                + (why.isBlank() ? "" : ": " + Malformed.shown(why))));
            }
        }
        var version = new LockedPackage(
                wanted.name(), newest.orElse(wanted.version()), wanted.offer(), List.of(), wanted.place());
        return new Answer(Optional.of(withFiles(version, wheels, sources)), List.of(), notes);
    }

    /** Files that do not fit are kept to tell why; they are not fetched for their hash. */
    private Optional<LockedFile> locked(Candidate one, boolean fits, Trusted trusted) {
        Optional<Digest> digest = one.file().sha256();
        if (digest.isEmpty() && fits) {
            digest = Optional.of(hashing.apply(one.file()));
        }
        digest.ifPresent(now -> trusted.entries().stream()
                .filter(it ->
                        it.file().equals(one.name().text()) && !it.digest().equals(now))
                .forEach(it -> {
                    throw replaced(it, now);
                }));
        return digest.map(it -> new LockedFile(
                one.name(),
                it,
                one.file().size(),
                Optional.of(one.file().location()),
                one.file().acceptedPythons()));
    }

    private static TrustError replaced(WheelEntry recorded, Digest now) {
        return new TrustError(
                ErrorCode.DIGEST_MISMATCH,
                "`" + recorded.file() + "` is not the file that was trusted on first use: terrarium.lock has "
                        + recorded.digest() + ", the index now tells " + now,
                "do not go on with it before you know why; if it was replaced on purpose, remove its entry from"
                        + " terrarium.lock and lock again");
    }

    private static UserError refused(List<LockedPackage> unknown) {
        var problems = new ArrayList<Problem>();
        unknown.forEach(one -> problems.add(Problem.of(
                        ErrorCode.LOCK_STALE,
                        "`" + one.name() + "==" + one.version()
                                + "` has no sha256 in terrarium.lock, and none may be recorded")
                .at(one.place())));
        problems.set(problems.size() - 1, problems.getLast().withHint("run `terrarium lock` and commit the file"));
        return new UserError(problems);
    }

    private Problem nowhere(LockedPackage wanted) {
        String places = String.join(
                ", ",
                indexes.get().sources().all().stream()
                        .map(source -> "`" + source.shown() + "`")
                        .toList());
        return Problem.of(
                        ErrorCode.PACKAGE_UNAVAILABLE,
                        "no file of `" + wanted + "` was found at " + places,
                        "check the version, or name the index that has it in [tool.terrarium.sources]")
                .at(wanted.place());
    }

    private static Optional<Candidate> candidate(IndexFile file) {
        try {
            return file.isWheel()
                    ? Optional.of(new Candidate(WheelFilename.read(file.filename()), file))
                    : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private static boolean isSourceOf(LockedPackage wanted, IndexFile file) {
        String name = file.filename().replaceFirst("(\\.tar\\.gz|\\.zip)$", "");
        int dash = name.lastIndexOf('-');
        return !name.equals(file.filename())
                && dash > 0
                && Version.parse(name.substring(dash + 1))
                        .filter(wanted.version()::equals)
                        .isPresent();
    }

    /** As {@code ==} has it: a pin without a local label allows any. */
    private static boolean satisfies(Version version, Version pin) {
        return version.equals(pin) || version.withoutLocal().equals(pin);
    }

    private static LockedPackage withFiles(LockedPackage one, List<LockedFile> files, boolean sources) {
        return one.withOffer(new Offer.Wheels(files, sources));
    }

    private static LockedFile file(WheelEntry entry) {
        return new LockedFile(
                name(entry), entry.digest(), OptionalLong.of(entry.size()), Optional.empty(), Specifiers.ANY);
    }

    private static WheelFilename name(WheelEntry entry) {
        try {
            return WheelFilename.read(entry.file());
        } catch (Malformed e) {
            throw new IllegalStateException(e);
        }
    }
}
