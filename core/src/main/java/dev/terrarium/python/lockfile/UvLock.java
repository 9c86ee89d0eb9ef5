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
import java.util.List;
import java.util.Optional;

/**
 * {@code uv.lock}, version 1 of any revision.
 *
 * <p>It holds all distributions for all environments and says of none whether it is needed; that is found by walking from the
 * project along the dependencies whose markers hold. Wheels come from indexes, addresses and paths; distributions from git and
 * other projects of a workspace are refused by name in this version.
 *
 * @see <a href="https://docs.astral.sh/uv/concepts/projects/layout/">uv, the lock file</a>
 */
public final class UvLock implements ProjectLock {
    private final TomlValue.Table root;
    private final List<UvPackage> packages;

    private UvLock(TomlValue.Table root, List<UvPackage> packages) {
        this.root = root;
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
        return new UvLock(root, new UvLockReader(directory.normalize()).read(root));
    }

    @Override
    public LockedPackages select(Wanted wanted, Target target) {
        UvPackage from = root(wanted.root());
        new UvHead(root, from.name()).check(wanted, target);
        return new UvWalk(packages, from, target).walk(wanted);
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
