package dev.terrarium.python.lockfile;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.MarkerEnvironment;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Target;
import dev.terrarium.python.Version;
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

/**
 * A {@code requirements.txt} in which every line is one version with its hashes: as good as a lock, if somebody compiled it.
 *
 * <p>It is read as pip reads it (joined lines, comments, includes, variables), and everything that this program cannot honour is an
 * error, never passed over. It knows no names of files: those are asked of an index, by hash; see {@link FileNames}.
 *
 * @see <a href="https://pip.pypa.io/en/stable/reference/requirements-file-format/">pip, requirements file format</a>
 */
public final class HashedRequirements implements ProjectLock {
    private final List<HashedLine> lines;
    private final List<Source> sources;

    private final boolean noIndex;

    private HashedRequirements(List<HashedLine> lines, List<Source> sources, boolean noIndex) {
        this.lines = List.copyOf(lines);
        this.sources = List.copyOf(sources);
        this.noIndex = noIndex;
    }

    /**
     * Reads the file and all that it includes.
     *
     * @param shownAs its name as the person would type it
     * @param variables for {@code ${NAME}}: the process's environment
     * @throws UserError with all that is wrong: REQUIREMENT_UNHASHED, REQUIREMENT_INVALID, NOT_IN_THIS_VERSION
     */
    public static HashedRequirements read(Path file, String shownAs, Map<String, String> variables) {
        var reader = new RequirementsReader(variables);
        reader.read(file.toAbsolutePath().normalize(), shownAs);
        return new HashedRequirements(reader.finish(), reader.sources(), reader.noIndex());
    }

    /** The indexes and pages of links that the file names, additional ones before the main one. */
    public List<Source> sources() {
        return sources;
    }

    /** Whether the file forbids to ask any index, so that only its pages of links count. */
    public boolean noIndex() {
        return noIndex;
    }

    /** Extras and groups mean nothing here: whoever compiled the file chose them. */
    @Override
    public LockedPackages select(Wanted wanted, Target target) {
        MarkerEnvironment environment = MarkerEnvironment.of(target);
        var byName = new TreeMap<PackageName, List<HashedLine>>();
        var notes = new LinkedHashSet<String>();
        for (HashedLine line : lines) {
            if (line.marker().map(it -> it.holds(environment, Set.of())).orElse(true)) {
                byName.computeIfAbsent(line.name(), name -> new ArrayList<>()).add(line);
            }
            if (line.marker().filter(it -> it.readsTheKernel()).isPresent()) {
                notes.add("`" + line.name()
                        + "` depends on the kernel by its marker; an image has none, so it is taken as unknown");
            }
        }
        var packages = new ArrayList<LockedPackage>();
        var problems = new ArrayList<Problem>();
        byName.values().forEach(same -> merged(same, problems).ifPresent(packages::add));
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return new LockedPackages(packages, List.copyOf(notes));
    }

    /** The same distribution may stand there twice, once with each extra; then all hashes count. */
    private static Optional<LockedPackage> merged(List<HashedLine> same, List<Problem> problems) {
        HashedLine first = same.getFirst();
        var hashes = new TreeSet<Digest>();
        for (HashedLine line : same) {
            if (!line.version().equals(first.version()) || !line.file().equals(first.file())) {
                problems.add(Problem.of(
                                ErrorCode.REQUIREMENT_INVALID,
                                "`" + first.name() + "` is pinned twice: " + first.shown() + " and " + line.shown(),
                                "keep one of them, or tell them apart by markers")
                        .at(line.place()));
                return Optional.empty();
            }
            hashes.addAll(line.hashes());
        }
        Version version = first.version();
        LockedPackage.Offer offer = first.file()
                .<LockedPackage.Offer>map(file -> new LockedPackage.Offer.Wheels(List.of(file), false))
                .orElseGet(() -> new LockedPackage.Offer.Hashes(hashes));
        return Optional.of(new LockedPackage(first.name(), version, offer, List.of(), first.place()));
    }
}
