package dev.terrarium.python.lockfile;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.python.Extra;
import dev.terrarium.python.Group;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.Marker;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Target;
import dev.terrarium.python.index.PythonSources;
import dev.terrarium.python.index.Source;
import dev.terrarium.python.toml.TomlValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code poetry.lock}, versions 1.0 to 2.1 of the format.
 *
 * <p>Version 2.1 says of every package which groups need it and when. Before, the walk begins at what {@code pyproject.toml}
 * declares. Files have names and hashes and no addresses: those are asked of an index.
 *
 * @see <a href="https://python-poetry.org/docs/basic-usage/#installing-dependencies">Poetry, the lock file</a>
 */
public final class PoetryLock implements ProjectLock {
    static final Place PLACE = Place.of("poetry.lock");

    private static final String REPAIR = "run `poetry lock`";
    private static final Group MAIN = new Group("main");

    private final TomlValue.Table metadata;
    private final List<PoetryPackage> packages;
    private final Map<Extra, Set<PackageName>> extras;
    private final PoetryProject project;
    private final Path directory;

    private PoetryLock(LockedProject read) {
        var reader = new PoetryReader(read.lock(), read.directory());
        this.metadata = reader.metadata();
        this.extras = reader.extras();
        this.packages = reader.packages(metadata);
        this.project = new PoetryProject(read.pyproject());
        this.directory = read.directory();
    }

    /**
     * Reads the file.
     *
     * @param shownAs its name as the person would type it
     * @param pyproject the file that it locks
     * @throws UserError LOCK_INVALID with all that is wrong, NOT_IN_THIS_VERSION for another version of the format
     */
    public static PoetryLock read(Path file, String shownAs, Path pyproject) {
        return new PoetryLock(LockedProject.read(file, shownAs, pyproject));
    }

    static PoetryLock parse(String text, String pyproject, Path directory) {
        return new PoetryLock(LockedProject.parse(text, "poetry.lock", pyproject, directory));
    }

    /**
     * Whether the lock was written for what the project declares now.
     *
     * @throws UserError LOCK_STALE
     */
    public void checkFresh() {
        Optional<String> written = metadata.string("content-hash", new ArrayList<>());
        if (written.filter(project.contentHashes()::contains).isEmpty()) {
            throw new UserError(Problem.of(
                    ErrorCode.LOCK_STALE,
                    "the lock file does not fit the project: `poetry.lock` was written for another pyproject.toml",
                    "run `poetry lock`, then build again"));
        }
    }

    /** The indexes besides the default one from which packages were locked. */
    public List<Source> sources() {
        List<String> urls = packages.stream()
                .flatMap(it -> it.index().stream())
                .distinct()
                .sorted()
                .toList();
        return PythonSources.configured(urls, directory, "poetry.lock");
    }

    @Override
    public LockedPackages select(Wanted wanted, Target target) {
        var picking = new Picking(target, REPAIR);
        checkPython(target, picking);
        for (Extra extra : wanted.extras()) {
            if (!extras.containsKey(extra)) {
                picking.unknown("extra", extra.name(), extras.keySet(), PLACE);
            }
        }
        picking.stopIfWrong();
        boolean marked = metadata.string("lock-version", new ArrayList<>())
                .filter("2.1"::equals)
                .isPresent();
        List<PoetryPackage> needed = marked
                ? marked(wanted, picking)
                : new PoetryWalk(packages, target, picking).walk(project, extras, wanted);
        for (PoetryPackage one : needed) {
            if (one.unsupported().isPresent()) {
                picking.unsupported(
                        one.name(), one.unsupported().get(), one.spot().place());
            } else {
                picking.add(one.locked(), one.files().unhashed());
            }
        }
        return picking.finish();
    }

    private void checkPython(Target target, Picking picking) {
        Optional<String> pythons = metadata.string("python-versions", new ArrayList<>());
        try {
            if (pythons.isPresent() && !PoetryConstraint.read(pythons.get()).admits(target.python())) {
                picking.wrongPython(pythons.get(), target, PLACE);
            }
        } catch (Malformed e) {
            picking.wrong(String.valueOf(e.getMessage()), PLACE);
        }
    }

    private List<PoetryPackage> marked(Wanted wanted, Picking picking) {
        Set<String> active = wanted.extras().stream().map(Extra::name).collect(Collectors.toSet());
        return packages.stream()
                .filter(one -> one.groups().stream()
                        .filter(group -> group.equals(MAIN) || wanted.groups().contains(group))
                        .anyMatch(group -> picking.counts(one.name(), marker(one, group), active)))
                .toList();
    }

    private static Optional<Marker> marker(PoetryPackage one, Group group) {
        return Optional.ofNullable(one.markers().get(group)).or(one::marker);
    }
}
