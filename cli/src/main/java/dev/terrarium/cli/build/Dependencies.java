package dev.terrarium.cli.build;

import dev.terrarium.lock.WheelSelection;
import dev.terrarium.plan.Fetch;
import dev.terrarium.plan.Planner.Dependency;
import dev.terrarium.plan.Recipe.WheelFile;
import dev.terrarium.python.Target;
import dev.terrarium.python.lockfile.ChosenWheel;
import dev.terrarium.python.lockfile.LockedPackages;
import dev.terrarium.python.lockfile.ProjectLock;
import dev.terrarium.python.lockfile.ProjectLock.Wanted;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The wheels that a project's own lock selects, and where they may be had.
 *
 * <p>Their sizes decide how layers are grouped, so they must be the same for everybody: a wheel whose lock tells no size is fetched
 * first.
 */
final class Dependencies {
    private final ProjectLock lock;
    private final Wanted wanted;
    private final WheelSelection selection;
    private final Collaborators with;
    private final Set<String> told = new LinkedHashSet<>();

    Dependencies(ProjectLock lock, Wanted wanted, Collaborators with) {
        this.lock = lock;
        this.wanted = wanted;
        this.with = with;
        this.selection = new WheelSelection(with.store(), with::indexes);
    }

    /** The wheels for a target, sorted by name. */
    List<Dependency> choose(Target target) throws InterruptedException {
        LockedPackages locked = lock.select(wanted, target);
        locked.notes().stream().filter(told::add).forEach(with.progress()::note);
        List<ChosenWheel> wheels = selection.choose(locked, target);
        with.fetcher()
                .fetch(
                        "wheels",
                        wheels.stream()
                                .filter(wheel -> wheel.size().isEmpty())
                                .map(Dependencies::fetchOf)
                                .toList());
        var chosen = new ArrayList<Dependency>();
        for (ChosenWheel wheel : wheels) {
            chosen.add(new Dependency(file(wheel, size(wheel)), fetchOf(wheel)));
        }
        return chosen;
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
