package dev.terrarium.python.lockfile;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Target;
import dev.terrarium.python.toml.Toml;
import dev.terrarium.python.toml.TomlValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * {@code uv.lock}, version 1 of any revision.
 *
 * <p>It holds all distributions for all environments and says of none whether it is needed; that is found by walking from the
 * project along the dependencies whose markers hold. Wheels come from indexes, addresses and paths, other projects of the
 * repository from their folders; distributions from git are refused by name in this version.
 *
 * @see <a href="https://docs.astral.sh/uv/concepts/projects/layout/">uv, the lock file</a>
 */
public final class UvLock implements ProjectLock {
    private final TomlValue.Table root;
    private final Path directory;
    private final List<UvPackage> packages;

    private UvLock(TomlValue.Table root, Path directory, List<UvPackage> packages) {
        this.root = root;
        this.directory = directory;
        this.packages = packages;
    }

    /**
     * Reads the file.
     *
     * @param shownAs its name as the person would type it
     * @throws UserError LOCK_INVALID with all that is wrong, NOT_IN_THIS_VERSION for another version of the format
     */
    public static UvLock read(Path file, String shownAs) {
        try {
            return of(
                    Toml.read(file, shownAs, ErrorCode.LOCK_INVALID),
                    file.toAbsolutePath().resolveSibling("."));
        } catch (IOException e) {
            throw new EnvironmentError(ErrorCode.DISK_FAILED, "could not read `" + shownAs + "`: " + e.getMessage());
        }
    }

    /** @param directory where the file lies: paths in it are relative to it */
    static UvLock parse(String text, String shownAs, Path directory) {
        return of(Toml.parse(text, shownAs, ErrorCode.LOCK_INVALID), directory);
    }

    private static UvLock of(TomlValue.Table root, Path directory) {
        Path normal = directory.normalize();
        return new UvLock(root, normal, new UvLockReader(normal).read(root));
    }

    @Override
    public LockedPackages select(Wanted wanted, Target target) {
        UvPackage from = root(wanted.root());
        new UvHead(root, from.name()).check(wanted, target);
        return new UvWalk(packages, from, directory, target).walk(wanted);
    }

    @Override
    public List<LocalProject> projects(Wanted wanted) {
        return reachable(root(wanted.root())).stream()
                .filter(it -> it.source().isProject() && it.source().kind() != UvSource.Kind.VIRTUAL)
                .map(it -> it.project(directory))
                .toList();
    }

    /** Every project of the repository that has its place in this lock. */
    public List<LocalProject> members() {
        return packages.stream()
                .filter(it -> it.source().isProject())
                .map(it -> it.project(directory))
                .toList();
    }

    /** Along all edges, whatever their markers and extras say; without the package itself. */
    private List<UvPackage> reachable(UvPackage from) {
        var seen = new TreeMap<PackageName, UvPackage>();
        var open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            UvPackage next = open.removeFirst();
            Stream<UvPackage.Edge> edges = Stream.concat(
                    next.dependencies().stream(),
                    next.optional().values().stream().flatMap(List::stream));
            Stream<UvPackage.Edge> all = next.equals(from)
                    ? Stream.concat(edges, next.development().values().stream().flatMap(List::stream))
                    : edges;
            all.flatMap(edge -> packages.stream().filter(edge::leadsTo))
                    .filter(it -> !it.equals(from) && seen.putIfAbsent(it.name(), it) == null)
                    .forEach(open::add);
        }
        return List.copyOf(seen.values());
    }

    /**
     * Whether the lock answers what the project declares now.
     *
     * @throws UserError LOCK_STALE with every difference
     */
    public void checkFresh(Optional<PackageName> name, Declared declared) {
        new UvFreshness(root, root(name), declared).check();
    }

    private UvPackage root(Optional<PackageName> wanted) {
        List<UvPackage> candidates = packages.stream()
                .filter(it -> wanted.isPresent()
                        ? it.name().equals(wanted.get()) && it.metadataOrRoot()
                        : it.source().isRoot())
                .toList();
        if (candidates.size() == 1) {
            return candidates.getFirst();
        }
        String which = wanted.map(it -> "no project `" + it + "`").orElse("no project at its root");
        throw new UserError(root.spot().problem("the lock has " + which, "run `uv lock` in the project's folder"));
    }
}
