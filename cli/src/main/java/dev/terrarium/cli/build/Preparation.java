package dev.terrarium.cli.build;

import dev.terrarium.cli.command.LockMode;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.interpreter.SuiteSelection.SuitePython;
import dev.terrarium.json.Json;
import dev.terrarium.lock.Change;
import dev.terrarium.lock.Changes;
import dev.terrarium.lock.FirstUse;
import dev.terrarium.lock.LockFile;
import dev.terrarium.lock.LockFile.Inputs;
import dev.terrarium.lock.LockFile.PackageEntry;
import dev.terrarium.lock.LockFile.WheelEntry;
import dev.terrarium.lock.Locker;
import dev.terrarium.lock.Locks;
import dev.terrarium.make.WheelSurvey;
import dev.terrarium.oci.Platform;
import dev.terrarium.plan.Grouping;
import dev.terrarium.plan.Planner.Dependency;
import dev.terrarium.plan.Planner.Shared;
import dev.terrarium.project.Project;
import dev.terrarium.python.interpreter.Interpreter;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.python.lockfile.LocalProject;
import dev.terrarium.python.prune.Pruning;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that is decided before a plan can be made: the suite and the Python, the lock, the wheels, what they need of the
 * operating system.
 *
 * <p>The lock is completed in two rounds, because which wheels fit follows from the C library, and which libraries go in follows
 * from the wheels.
 */
final class Preparation {
    /** Two rounds find every library; a third one that finds more means that a package does not hold what the table says. */
    private static final int ROUNDS = 3;

    private final Project project;
    private final Machines machines;
    private final List<Service> services;
    private final LockMode mode;
    private final Predicate<String> moves;
    private final Locker locker;
    private final Interpreters interpreters;
    private final WheelSurvey survey;
    private final Libraries libraries;
    private final Twins twins;
    private final Pruner pruner;

    /**
     * @param services all images of the repository: one lock answers for all of them
     * @param moves names of packages whose entries are to be taken from the archives as they are now
     * @param twins completes what the lock pins for a debug twin
     * @param pruner decides what of the wheels stays out
     */
    Preparation(
            Project project,
            List<Service> services,
            Machines machines,
            LockMode mode,
            Predicate<String> moves,
            Locker locker,
            Interpreters interpreters,
            WheelSurvey survey,
            Libraries libraries,
            Twins twins,
            Pruner pruner) {
        this.project = project;
        this.services = List.copyOf(services);
        this.machines = machines;
        this.mode = mode;
        this.moves = moves;
        this.locker = locker;
        this.interpreters = interpreters;
        this.survey = survey;
        this.libraries = libraries;
        this.twins = twins;
        this.pruner = pruner;
    }

    /** Decides what of an image's wheels stays out. */
    @FunctionalInterface
    interface Pruner {
        Pruning prune(Service service, List<Dependency> wheels, Layout layout, Set<String> shared)
                throws InterruptedException, IOException;
    }

    /**
     * What one image is made of, for one platform.
     *
     * @param trusted those of the dependencies that nothing but terrarium.lock vouches for
     * @param projects other projects of the repository
     * @param shared files that several wheels carry
     * @param pruning what of the wheels stays out
     */
    record Prepared(
            Service service,
            Platform platform,
            Interpreter interpreter,
            Layout layout,
            List<Dependency> dependencies,
            List<WheelEntry> trusted,
            List<LocalProject> projects,
            SortedMap<String, Shared> shared,
            Pruning pruning) {
        Prepared {
            dependencies = List.copyOf(dependencies);
            trusted = List.copyOf(trusted);
            projects = List.copyOf(projects);
        }

        /** Everything that libraries may be there for: the wheels, and the project for its own binaries. */
        Set<String> askers() {
            return Stream.concat(names().stream(), Stream.of(service.project().name()))
                    .collect(Collectors.toSet());
        }

        Set<String> names() {
            return dependencies.stream()
                    .map(dependency -> dependency.wheel().name())
                    .collect(Collectors.toSet());
        }
    }

    /**
     * All of it.
     *
     * @param lock completed; nothing was written
     * @param libraries sentences about packages that go in for wheels' sake, and about those that could
     */
    record Outcome(LockFile lock, List<Change> changes, List<String> libraries, List<Prepared> images) {
        Outcome {
            changes = List.copyOf(changes);
            libraries = List.copyOf(libraries);
            images = List.copyOf(images);
        }

        /** What the wheels of each image weigh, as documents. */
        List<Json> weights() {
            return images.stream()
                    .map(image -> new Weight(image.dependencies().stream()
                                    .map(Dependency::wheel)
                                    .toList())
                            .document(image.platform().toString()))
                    .toList();
        }

        /** The same of one image, by platform. */
        List<Json> weights(Service service) {
            return images.stream()
                    .filter(image -> image.service().equals(service))
                    .map(image -> new Weight(image.dependencies().stream()
                                    .map(Dependency::wheel)
                                    .toList())
                            .document(image.platform().toString()))
                    .toList();
        }

        /** What was pruned, of every image of which anything was asked to be. */
        List<PruneReport> pruned() {
            return services().stream()
                    .flatMap(service -> pruned(service).stream())
                    .toList();
        }

        /** The same of one image, by platform. */
        List<PruneReport> pruned(Service service) {
            return images.stream()
                    .filter(image -> image.service().equals(service))
                    .map(image -> new PruneReport(image.platform().toString(), image.pruning()))
                    .filter(report -> !report.isEmpty())
                    .toList();
        }

        private List<Service> services() {
            return images.stream().map(Prepared::service).distinct().toList();
        }

        /** The packages that every image for a platform has. */
        Set<String> common(Platform platform) {
            var common = new TreeSet<String>();
            images.stream()
                    .filter(image -> image.platform() == platform)
                    .map(Prepared::names)
                    .reduce((some, others) -> {
                        var both = new TreeSet<>(some);
                        both.retainAll(others);
                        return both;
                    })
                    .ifPresent(common::addAll);
            return common;
        }
    }

    Outcome prepare() throws InterruptedException, IOException {
        LockFile before = Locks.read(project.directory()).orElseGet(this::noLock);
        machines.requireIn(before, mode);
        SuitePython python = PythonChoice.of(project);
        Inputs inputs = inputs(python, before.inputs());
        LockFile lock = mode == LockMode.FROZEN
                ? before
                : locker.update(before, inputs, moves).lock();
        machines.requireOneRelease(lock);
        List<Prepared> images = prepared(lock, python);
        for (int round = 0; round < ROUNDS && mode != LockMode.FROZEN; round++) {
            SortedMap<String, SortedSet<String>> wanted = libraries.wanted(lock, images);
            if (wanted.equals(lock.inputs().libraries())) {
                break;
            }
            lock = locker.refresh(lock, inputs.withLibraries(wanted)).lock();
        }
        libraries.requireIn(lock, images);
        LockFile own = lock.withGrouping(grouping(lock, images))
                .withWheels(images.stream()
                        .flatMap(image -> image.trusted().stream())
                        .toList());
        services.getFirst().dependencies().tellFirstUse(before.wheels(), own.wheels());
        LockFile grouped = twins.complete(own, mode, moves);
        List<Change> changes = Changes.between(before, grouped);
        requireFresh(before, lock, changes);
        return new Outcome(grouped, changes, libraries.told(before, grouped), images);
    }

    private LockFile noLock() {
        if (mode == LockMode.COMPLETE) {
            return LockFile.EMPTY;
        }
        throw new UserError(
                ErrorCode.LOCK_MISSING,
                "there is no `terrarium.lock`, and none may be made",
                "run `terrarium lock` and commit the file");
    }

    private void requireFresh(LockFile before, LockFile after, List<Change> changes) {
        if (mode == LockMode.LOCKED && !(changes.isEmpty() && before.inputs().equals(after.inputs()))) {
            String what = changes.isEmpty()
                    ? "its inputs changed"
                    : changes.stream().map(Change::sentence).collect(Collectors.joining("; "));
            throw new UserError(
                    ErrorCode.LOCK_STALE,
                    "terrarium.lock does not answer the project any more: " + what,
                    "run `terrarium lock` and commit the file");
        }
    }

    private Inputs inputs(SuitePython python, Inputs before) {
        var configuration = project.configuration();
        return new Inputs(
                python.os(),
                python.python(),
                Interpreters.input(project),
                machines.platforms(before),
                machines.builders(before),
                new TreeSet<>(configuration.os().packages()),
                configuration.os().shell(),
                before.libraries(),
                buildRequires());
    }

    private SortedSet<String> buildRequires() {
        return services.stream()
                .flatMap(service ->
                        Stream.concat(Stream.of(service.project()), service.dependencies().projects().stream()))
                .flatMap(one -> one.buildSystem().stream())
                .flatMap(system -> system.requires().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Prepared> prepared(LockFile lock, SuitePython python) throws InterruptedException, IOException {
        var images = new ArrayList<Prepared>();
        for (Platform platform : machines.images()) {
            List<PackageEntry> packages = lock.packages(platform);
            Interpreter interpreter = interpreters.of(platform, packages);
            var layout = new Layout(project.configuration().org(), python.python());
            var target = Targets.of(interpreter, platform, packages);
            for (Service service : services) {
                Dependencies.Choice choice = service.dependencies().choose(target, trusted(lock));
                List<Dependency> wheels = choice.dependencies();
                SortedMap<String, Shared> shared = survey.shared(
                        wheels,
                        layout,
                        service.project().configuration().selection().wheelConflicts());
                images.add(new Prepared(
                        service,
                        platform,
                        interpreter,
                        layout,
                        wheels,
                        choice.trusted(),
                        choice.projects(),
                        shared,
                        pruner.prune(service, wheels, layout, shared.keySet())));
            }
        }
        return images;
    }

    private FirstUse.Trusted trusted(LockFile lock) {
        return new FirstUse.Trusted(lock.wheels(), moves, mode == LockMode.COMPLETE);
    }

    private SortedMap<String, String> grouping(LockFile lock, List<Prepared> images) {
        var sizes = new TreeMap<String, Long>();
        images.forEach(image -> image.dependencies()
                .forEach(dependency -> sizes.merge(
                        dependency.wheel().name(), dependency.wheel().size(), Math::max)));
        return Grouping.group(sizes, lock.grouping());
    }
}
