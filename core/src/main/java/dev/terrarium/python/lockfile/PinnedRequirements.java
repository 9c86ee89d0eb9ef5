package dev.terrarium.python.lockfile;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.Extra;
import dev.terrarium.python.Marker;
import dev.terrarium.python.MarkerEnvironment;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Target;
import dev.terrarium.python.index.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A {@code requirements.txt} in which every line is one version: as good as a lock with hashes, and without them as good as what
 * {@code terrarium.lock} recorded on first use.
 *
 * <p>It is read as pip reads it (joined lines, comments, includes, constraints, variables), and everything that this program cannot
 * honour is an error, or a note where it changes nothing; see {@link PipOption}. It knows no names of files: those are asked of an
 * index, by hash ({@link FileNames}) or by version.
 *
 * @see <a href="https://pip.pypa.io/en/stable/reference/requirements-file-format/">pip, requirements file format</a>
 */
public final class PinnedRequirements implements ProjectLock {
    private final RequirementsReader reader;
    private final RequirementsPins pins;

    /** How far a requirements file is a lock. */
    public sealed interface Locked {
        /** Every requirement has its hash, or there is none; or it cannot be read, which whoever reads it is told. */
        record ByHash() implements Locked {}

        /** Every requirement has its version, and no hash. */
        record ByVersion() implements Locked {}

        /** @param requirement the first that has no version of its own, as it may be shown */
        record NotAtAll(String requirement, Place place) implements Locked {}
    }

    private PinnedRequirements(RequirementsReader reader) {
        this.reader = reader;
        this.pins = reader.pins();
    }

    /**
     * Reads the file and all that it includes.
     *
     * @param shownAs its path from the project's directory, as the person would type it
     * @param variables for {@code ${NAME}}: the process's environment
     * @throws UserError with all that is wrong: REQUIREMENT_UNHASHED, REQUIREMENT_INVALID, NOT_IN_THIS_VERSION
     */
    public static PinnedRequirements read(Path file, String shownAs, Map<String, String> variables) {
        var read = new PinnedRequirements(new RequirementsReader(file, shownAs, variables).read());
        read.check();
        return read;
    }

    /** How far the file is a lock; whatever else is wrong with it is told by {@link #read}. */
    public static Locked lockedIn(Path file, String shownAs) {
        try {
            var read = new PinnedRequirements(new RequirementsReader(file, shownAs, Map.of()).read());
            return read.pins.hashed()
                            || read.pins.pins().isEmpty() && read.pins.loose().isEmpty()
                    ? new Locked.ByHash()
                    : read.pins.loose().stream()
                            .findFirst()
                            .<Locked>map(it -> new Locked.NotAtAll(it.line().shown(), it.place()))
                            .orElseGet(Locked.ByVersion::new);
        } catch (UserError e) {
            return new Locked.ByHash();
        }
    }

    private void check() {
        var problems = new ArrayList<>(reader.problems());
        String what = pins.hashed() ? "not pinned by `==` and a sha256" : "not pinned by `==`";
        pins.loose()
                .forEach(it -> problems.add(Problem.of(
                                ErrorCode.REQUIREMENT_UNHASHED,
                                what + ": `" + it.line().shown() + "`")
                        .at(it.place())));
        if (!pins.loose().isEmpty()) {
            problems.set(
                    problems.size() - 1,
                    problems.getLast().withHint("run `" + reader.command() + "`, then build again"));
        }
        problems.addAll(pins.problems());
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
    }

    /** The indexes and pages of links that the file names, additional ones before the main one. */
    public List<Source> sources() {
        return reader.sources();
    }

    /** Whether the file forbids to ask any index, so that only its pages of links count. */
    public boolean noIndex() {
        return reader.noIndex();
    }

    /** Extras and groups mean nothing here: whoever compiled the file chose them. */
    @Override
    public LockedPackages select(Wanted wanted, Target target) {
        MarkerEnvironment environment = MarkerEnvironment.of(target);
        Predicate<Marker> holds = marker -> marker.holds(environment, Set.of());
        var byName = new TreeMap<PackageName, List<PinnedLine>>();
        var notes = new LinkedHashSet<>(reader.notes());
        for (PinnedLine line : pins.pins()) {
            if (line.counts(holds)) {
                byName.computeIfAbsent(line.name(), name -> new ArrayList<>()).add(line);
            }
            if (line.markers().stream().anyMatch(Marker::readsTheKernel)) {
                notes.add("`" + line.name()
                        + "` depends on the kernel by its marker; an image has none, so it is taken as unknown");
            }
        }
        var packages = new ArrayList<LockedPackage>();
        var problems = new ArrayList<>(unpinned(byName.keySet(), holds, target));
        byName.values().forEach(same -> merged(same, problems).ifPresent(packages::add));
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return new LockedPackages(packages, List.copyOf(notes));
    }

    /** Requirements that count, and whose constraints don't. */
    private List<Problem> unpinned(Set<PackageName> pinned, Predicate<Marker> holds, Target target) {
        return pins.byConstraint().stream()
                .filter(it -> it.line().marker().filter(holds.negate()).isEmpty()
                        && !pinned.contains(
                                it.line().requirement().orElseThrow().name()))
                .map(it -> Problem.of(
                                ErrorCode.REQUIREMENT_INVALID,
                                "no constraint pins `" + it.line().shown() + "` for " + target,
                                "add one without a marker, or with one that holds there")
                        .at(it.place()))
                .toList();
    }

    /** The same distribution may stand there twice, once with each extra; then all hashes count. */
    private static Optional<LockedPackage> merged(List<PinnedLine> same, List<Problem> problems) {
        PinnedLine first = same.getFirst();
        var hashes = new TreeSet<Digest>();
        var extras = new TreeSet<Extra>();
        for (PinnedLine line : same) {
            if (!line.version().equals(first.version()) || !line.file().equals(first.file())) {
                problems.add(Problem.of(
                                ErrorCode.REQUIREMENT_INVALID,
                                "`" + first.name() + "` is pinned twice: " + first.shown() + " and " + line.shown(),
                                "keep one of them, or tell them apart by markers")
                        .at(line.place()));
                return Optional.empty();
            }
            hashes.addAll(line.hashes());
            extras.addAll(line.extras());
        }
        LockedPackage.Offer byVersion =
                hashes.isEmpty() ? new LockedPackage.Offer.Pin(extras) : new LockedPackage.Offer.Hashes(hashes);
        LockedPackage.Offer offer = first.file()
                .<LockedPackage.Offer>map(file -> new LockedPackage.Offer.Wheels(List.of(file), false))
                .orElse(byVersion);
        return Optional.of(new LockedPackage(first.name(), first.version(), offer, List.of(), first.place()));
    }
}
