package dev.terrarium.cli.build;

import dev.terrarium.lock.FirstUse;
import dev.terrarium.lock.LockFile.WheelEntry;
import dev.terrarium.lock.PinClosure;
import dev.terrarium.lock.WheelSelection;
import dev.terrarium.oci.Digest;
import dev.terrarium.plan.Fetch;
import dev.terrarium.plan.Planner.Dependency;
import dev.terrarium.plan.Recipe.WheelFile;
import dev.terrarium.project.Project;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Target;
import dev.terrarium.python.lockfile.ChosenWheel;
import dev.terrarium.python.lockfile.LocalProject;
import dev.terrarium.python.lockfile.LockedPackage;
import dev.terrarium.python.lockfile.LockedPackages;
import dev.terrarium.python.lockfile.ProjectLock;
import dev.terrarium.python.lockfile.ProjectLock.Wanted;
import dev.terrarium.python.lockfile.UvLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The wheels that a project's own lock selects, and where they may be had.
 *
 * <p>Their sizes decide how layers are grouped, so they must be the same for everybody: a wheel whose lock tells no size is fetched
 * first.
 */
final class Dependencies {
    private final ProjectLock lock;
    private final Wanted wanted;
    private final List<Project> projects;
    private final WheelSelection selection;
    private final FirstUse firstUse;
    private final PinClosure closure;
    private final Collaborators with;
    private final Set<String> told = new LinkedHashSet<>();

    /** @param projects other projects of the repository that the lock may select */
    Dependencies(ProjectLock lock, Wanted wanted, List<Project> projects, Collaborators with) {
        this.lock = lock;
        this.wanted = wanted;
        this.projects = List.copyOf(projects);
        this.with = with;
        this.selection = new WheelSelection(with.store(), with::indexes);
        this.firstUse =
                new FirstUse(with::indexes, file -> IndexWheels.metadata(with).digest(file));
        this.closure = new PinClosure(with.store());
    }

    /**
     * What goes in for a target besides the project, each sorted by name.
     *
     * @param trusted those of the wheels that nothing but terrarium.lock vouches for
     * @param projects other projects of the repository, which have no wheels yet
     */
    record Choice(List<Dependency> dependencies, List<WheelEntry> trusted, List<LocalProject> projects) {
        Choice {
            dependencies = List.copyOf(dependencies);
            trusted = List.copyOf(trusted);
            projects = List.copyOf(projects);
        }
    }

    /** Other projects of the repository that go in for some target. */
    List<Project> projects() {
        return projects;
    }

    /** The folders of all projects that the lock holds, wanted or not. */
    List<Path> members() {
        return lock instanceof UvLock uv
                ? uv.members().stream().map(LocalProject::directory).toList()
                : projects.stream().map(Project::directory).toList();
    }

    /** @param trusted what was recorded of files that the project's own lock has no hash of */
    Choice choose(Target target, FirstUse.Trusted trusted) throws InterruptedException, IOException {
        LockedPackages locked = lock.select(wanted, target);
        LockedPackages known = firstUse.complete(locked, target, trusted);
        known.notes().stream().filter(told::add).forEach(with.progress()::note);
        List<ChosenWheel> wheels = selection.choose(known, target);
        Set<PackageName> pins = locked.packages().stream()
                .filter(one -> one.offer() instanceof LockedPackage.Offer.Pin)
                .map(LockedPackage::name)
                .collect(Collectors.toSet());
        new Weight(wheels.stream()
                        .map(wheel -> file(wheel, wheel.size().orElse(0)))
                        .toList())
                .hints(wheel -> with.store().has(wheel.digest())).stream()
                        .filter(told::add)
                        .forEach(with.progress()::warn);
        boolean closed = pins.isEmpty() || closure.knows(locked, wheels, target);
        with.fetcher()
                .fetch(
                        "wheels",
                        wheels.stream()
                                .filter(wheel -> wheel.size().isEmpty() || !closed)
                                .map(Dependencies::fetchOf)
                                .toList());
        if (!closed) {
            closure.check(locked, wheels, target);
        }
        var chosen = new ArrayList<Dependency>();
        var entries = new ArrayList<WheelEntry>();
        for (ChosenWheel wheel : wheels) {
            chosen.add(new Dependency(file(wheel, size(wheel)), fetchOf(wheel)));
            if (pins.contains(wheel.name())) {
                entries.add(new WheelEntry(
                        new TreeSet<>(Set.of(target.platform())),
                        wheel.name().text(),
                        wheel.version().toString(),
                        wheel.filename(),
                        wheel.sha256(),
                        size(wheel)));
            }
        }
        return new Choice(chosen, entries, locked.projects());
    }

    /** Says aloud which files were believed without anybody vouching for them. */
    void tellFirstUse(List<WheelEntry> before, List<WheelEntry> after) {
        Set<Digest> recorded = before.stream().map(WheelEntry::digest).collect(Collectors.toSet());
        List<WheelEntry> added =
                after.stream().filter(it -> !recorded.contains(it.digest())).toList();
        if (!added.isEmpty()) {
            with.progress()
                    .warn("the requirements hold no hashes: " + added.size()
                            + (added.size() == 1 ? " file is" : " files are")
                            + " trusted on first use; terrarium.lock holds their sha256 from now on, so commit it");
            added.forEach(it -> with.progress().note("    trusted " + it.file() + "  " + it.digest()));
        }
    }

    /** Names and versions alone, for which nobody is asked. */
    SortedMap<String, String> versions(Target target) {
        var versions = new TreeMap<String, String>();
        lock.select(wanted, target)
                .packages()
                .forEach(locked ->
                        versions.put(locked.name().text(), locked.version().toString()));
        return versions;
    }

    private static Fetch fetchOf(ChosenWheel wheel) {
        return new Fetch(
                wheel.filename(),
                wheel.sha256(),
                wheel.size().orElse(0),
                new Fetch.Origin.PackageIndex(wheel.name().text(), wheel.urls()));
    }

    private long size(ChosenWheel wheel) {
        return wheel.size().isPresent()
                ? wheel.size().getAsLong()
                : with.store().sizeOf(wheel.sha256()).orElse(0L);
    }

    private static WheelFile file(ChosenWheel wheel, long size) {
        return new WheelFile(wheel.name().text(), wheel.version().toString(), wheel.filename(), wheel.sha256(), size);
    }
}
