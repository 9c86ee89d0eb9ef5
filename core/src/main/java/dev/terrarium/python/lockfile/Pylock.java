package dev.terrarium.python.lockfile;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.python.Extra;
import dev.terrarium.python.Group;
import dev.terrarium.python.Marker;
import dev.terrarium.python.Specifiers;
import dev.terrarium.python.Target;
import dev.terrarium.python.toml.Toml;
import dev.terrarium.python.toml.TomlSpot;
import dev.terrarium.python.toml.TomlValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * {@code pylock.toml}, major version 1 of the format.
 *
 * <p>Every entry says by its marker when it is needed, so nothing is walked. The project itself is passed over where it stands in
 * its own lock; what is taken from version control, directories and archives of sources is refused by name in this version. The
 * format has no means to tell whether a lock still answers its project.
 *
 * <p>Groups of {@code default-groups} are left out unless named, as everywhere; but one that stands there alone is no dependency
 * group: the format lets a tool call the project's own dependencies so.
 *
 * @see <a href="https://packaging.python.org/en/latest/specifications/pylock-toml/">pylock.toml specification</a>
 */
public final class Pylock implements ProjectLock {
    private static final String REPAIR = "lock again with the tool that wrote it";

    private final Head head;
    private final List<PylockPackage> packages;
    private final Set<Group> ofProject;

    /** What stands above the packages. */
    record Head(
            Specifiers requiresPython,
            List<Marker> environments,
            SortedSet<Extra> extras,
            SortedSet<Group> groups,
            SortedSet<Group> defaults,
            List<String> notes,
            TomlSpot spot) {}

    private Pylock(Head head, List<PylockPackage> packages, Set<Group> ofProject) {
        this.head = head;
        this.packages = List.copyOf(packages);
        this.ofProject = Set.copyOf(ofProject);
    }

    /**
     * Reads the file.
     *
     * @param shownAs its name as the person would type it
     * @param ofProject the project's dependency groups, which are no names for its own dependencies
     * @throws UserError LOCK_INVALID with all that is wrong, NOT_IN_THIS_VERSION for another version of the format
     */
    public static Pylock read(Path file, String shownAs, Set<Group> ofProject) {
        try {
            TomlValue.Table root = Toml.read(file, shownAs, ErrorCode.LOCK_INVALID);
            return of(root, file.toAbsolutePath().resolveSibling("."), ofProject);
        } catch (IOException e) {
            throw new EnvironmentError(ErrorCode.DISK_FAILED, "could not read `" + shownAs + "`: " + e.getMessage());
        }
    }

    static Pylock parse(String text, Path directory, Set<Group> ofProject) {
        return of(Toml.parse(text, "pylock.toml", ErrorCode.LOCK_INVALID), directory, ofProject);
    }

    private static Pylock of(TomlValue.Table root, Path directory, Set<Group> ofProject) {
        var reader = new PylockReader(directory.normalize());
        Head head = reader.head(root);
        return new Pylock(head, reader.packages(root), ofProject);
    }

    @Override
    public LockedPackages select(Wanted wanted, Target target) {
        var picking = new Picking(target, REPAIR);
        head.notes().forEach(picking::note);
        checkTarget(target, picking);
        Set<String> active = active(wanted, picking);
        picking.stopIfWrong();
        for (PylockPackage one : packages) {
            if (!one.itself() && picking.counts(one.name(), one.marker(), active)) {
                pick(one, target, picking);
            }
        }
        return picking.finish();
    }

    private void checkTarget(Target target, Picking picking) {
        if (!head.requiresPython().contains(target.python())) {
            picking.wrongPython(
                    head.requiresPython().toString(), target, head.spot().place());
        }
        boolean fits = head.environments().isEmpty()
                || head.environments().stream().anyMatch(it -> it.holds(picking.environment(), Set.of()));
        if (!fits) {
            String known = String.join(
                    ", ",
                    head.environments().stream()
                            .map(it -> "`" + it.text() + "`")
                            .toList());
            picking.wrong(
                    "the lock is for other environments than " + target + ": " + known,
                    head.spot().place());
        }
    }

    private Set<String> active(Wanted wanted, Picking picking) {
        var active = new HashSet<String>();
        for (Extra extra : wanted.extras()) {
            if (!head.extras().contains(extra)) {
                picking.unknown(
                        "extra", extra.name(), head.extras(), head.spot().place());
            }
            active.add(extra.name());
        }
        for (Group group : wanted.groups()) {
            if (!head.groups().contains(group) && !head.defaults().contains(group)) {
                picking.unknown(
                        "dependency group",
                        group.name(),
                        head.groups(),
                        head.spot().place());
            }
            active.add(Marker.GROUP + group);
        }
        for (Group group : head.defaults()) {
            if (!head.groups().contains(group) && !ofProject.contains(group)) {
                active.add(Marker.GROUP + group);
            } else if (!wanted.groups().contains(group)) {
                picking.note("the dependency group `" + group + "` of `default-groups` is left out: nobody named it");
            }
        }
        return active;
    }

    private static void pick(PylockPackage one, Target target, Picking picking) {
        if (one.unsupported().isPresent()) {
            picking.unsupported(one.name(), one.unsupported().get(), one.spot().place());
        } else if (!one.requiresPython().contains(target.python())) {
            picking.problem(Problem.of(
                            ErrorCode.LOCK_INVALID,
                            "`" + one.name() + "` is selected and requires Python `" + one.requiresPython()
                                    + "`, and the image gets " + target.python(),
                            "choose another Python with --python, or " + REPAIR)
                    .at(one.spot().place()));
        } else if (one.version().isEmpty()) {
            picking.wrong(
                    "`" + one.name() + "` is locked without a version",
                    one.spot().place());
        } else {
            var offer = new LockedPackage.Offer.Wheels(one.wheels(), one.hasSources());
            var locked = new LockedPackage(
                    one.name(),
                    one.version().get(),
                    offer,
                    one.dependencies(),
                    one.spot().briefPlace());
            picking.add(locked, one.unhashed());
        }
    }
}
