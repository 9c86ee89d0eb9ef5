package dev.terrarium.python.lockfile;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.python.Extra;
import dev.terrarium.python.Group;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code pdm.lock}, version 4 of the format from 4.4 on.
 *
 * <p>With the strategy {@code inherit_metadata}, PDM's default, every package says which groups need it and when; a lock without
 * it is refused, and says how to get one. An extra of the project is a group here; a package with extras is an entry of its own
 * beside the plain one, with the same files.
 *
 * @see <a href="https://pdm-project.org/latest/usage/lockfile/">PDM, the lock file</a>
 */
public final class PdmLock implements ProjectLock {
    private static final String REPAIR = "run `pdm lock`";
    private static final Place PLACE = Place.of("pdm.lock");
    private static final Group DEFAULT = new Group("default");

    private final PdmReader.Head head;
    private final List<PdmPackage> packages;
    private final PdmProject project;

    private PdmLock(LockedProject read) {
        var reader = new PdmReader(read.lock(), read.directory());
        this.head = reader.head();
        this.packages = reader.packages();
        this.project = new PdmProject(read.pyproject());
    }

    /**
     * Reads the file.
     *
     * @param shownAs its name as the person would type it
     * @param pyproject the file that it locks
     * @throws UserError LOCK_INVALID with all that is wrong, NOT_IN_THIS_VERSION for another version of the format
     */
    public static PdmLock read(Path file, String shownAs, Path pyproject) {
        return new PdmLock(LockedProject.read(file, shownAs, pyproject));
    }

    static PdmLock parse(String text, String pyproject, Path directory) {
        return new PdmLock(LockedProject.parse(text, "pdm.lock", pyproject, directory));
    }

    /**
     * Whether the lock was written for what the project declares now.
     *
     * @throws UserError LOCK_STALE
     */
    public void checkFresh() {
        if (head.contentHash().filter(project.contentHashes()::contains).isEmpty()) {
            throw new UserError(Problem.of(
                    ErrorCode.LOCK_STALE,
                    "the lock file does not fit the project: `pdm.lock` was written for another pyproject.toml",
                    "run `pdm lock`, then build again"));
        }
    }

    @Override
    public LockedPackages select(Wanted wanted, Target target) {
        var picking = new Picking(target, REPAIR);
        if (head.pythons().stream().noneMatch(it -> it.contains(target.python()))
                && !head.pythons().isEmpty()) {
            picking.wrongPython(head.pythons().getFirst().toString(), target, PLACE);
        }
        Set<Group> groups = groups(wanted, picking);
        picking.stopIfWrong();
        var needed = new LinkedHashMap<PackageName, List<PdmPackage>>();
        for (PdmPackage one : packages) {
            boolean asked = one.groups().stream().anyMatch(groups::contains);
            if (asked && picking.counts(one.name(), one.marker(), Set.of())) {
                needed.computeIfAbsent(one.name(), name -> new ArrayList<>()).add(one);
            }
        }
        needed.values().forEach(same -> pick(same, picking));
        return picking.finish();
    }

    private Set<Group> groups(Wanted wanted, Picking picking) {
        var groups = new HashSet<Group>(Set.of(DEFAULT));
        for (Extra extra : wanted.extras()) {
            groups.add(known("extra", new Group(extra.name()), picking));
        }
        for (Group group : wanted.groups()) {
            groups.add(known("dependency group", group, picking));
        }
        return groups;
    }

    private Group known(String what, Group group, Picking picking) {
        if (!head.groups().contains(group)) {
            var others = new TreeSet<>(head.groups());
            others.remove(DEFAULT);
            picking.unknown(what, group.name(), others, PLACE);
        }
        return group;
    }

    /** The plain entry and those with extras are one package, if they are of one version. */
    private static void pick(List<PdmPackage> same, Picking picking) {
        PdmPackage first = same.getFirst();
        if (first.unsupported().isPresent()) {
            picking.unsupported(
                    first.name(), first.unsupported().get(), first.spot().place());
            return;
        }
        var dependencies = new TreeSet<PackageName>();
        Map<String, LockedPackage> versions = new LinkedHashMap<>();
        for (PdmPackage one : same) {
            dependencies.addAll(one.dependencies());
            versions.putIfAbsent(one.version().toString(), one.locked());
        }
        dependencies.remove(first.name());
        versions.values()
                .forEach(one -> picking.add(
                        one.withDependencies(List.copyOf(dependencies)),
                        first.files().unhashed()));
    }
}
