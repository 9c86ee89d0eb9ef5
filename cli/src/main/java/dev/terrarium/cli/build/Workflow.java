package dev.terrarium.cli.build;

import dev.terrarium.cli.check.CheckReport;
import dev.terrarium.cli.check.ImageCheck;
import dev.terrarium.cli.command.BuildOptions;
import dev.terrarium.cli.command.LockMode;
import dev.terrarium.cli.command.Session;
import dev.terrarium.debian.Suite;
import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.UserError;
import dev.terrarium.interpreter.DebianInterpreter;
import dev.terrarium.interpreter.EndOfLife;
import dev.terrarium.interpreter.SuiteSelection.SuitePython;
import dev.terrarium.io.Lazy;
import dev.terrarium.lock.Change;
import dev.terrarium.lock.DebianAnswers;
import dev.terrarium.lock.DebugLocker;
import dev.terrarium.lock.LockFile;
import dev.terrarium.lock.Locker;
import dev.terrarium.lock.Locks;
import dev.terrarium.make.Compilation;
import dev.terrarium.make.DebianTrees;
import dev.terrarium.make.FragmentTrees;
import dev.terrarium.make.Maker;
import dev.terrarium.make.PruneSurvey;
import dev.terrarium.make.SystemTrees;
import dev.terrarium.make.WheelSurvey;
import dev.terrarium.make.WheelTrees;
import dev.terrarium.oci.Platform;
import dev.terrarium.plan.Plan;
import dev.terrarium.plan.Plan.FragmentPlan;
import dev.terrarium.plan.Plan.ImagePlan;
import dev.terrarium.plan.Planner;
import dev.terrarium.plan.Planner.Dependency;
import dev.terrarium.project.Project;
import dev.terrarium.project.files.LeakGuard;
import dev.terrarium.project.files.ProjectFiles;
import dev.terrarium.project.start.StartCommand;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.python.prune.PruneRule;
import dev.terrarium.python.prune.Pruning;
import dev.terrarium.sandbox.Sandbox;
import dev.terrarium.sandbox.SandboxProbe;
import dev.terrarium.sandbox.Sandboxes;
import dev.terrarium.sandbox.Trial;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The flow of a build, in the order of the rooms: project, lock, plan, make. One object for one run of a command.
 *
 * <p>What is delivered where is the command's own business, after this.
 */
public final class Workflow {
    private final Session session;
    private final BuildOptions options;
    private final Project project;
    private final Machines machines;
    private final Collaborators with;
    private final DebianTrees debian;
    private final SystemTrees systems;
    private final WheelTrees wheels;
    private final SandboxProbe probe;
    private final Sandbox sandbox;
    private final Compilation compilation;
    private final ProjectInputs inputs;
    private final Lazy<LeakGuard> guard;

    /** Reads the project; nothing else is looked at yet. */
    public Workflow(BuildOptions options, Session session) {
        this.session = session;
        this.options = options;
        this.project = Chosen.project(options, session);
        this.machines = Chosen.machines(project, session, false);
        this.with = Collaborators.of(project, options, session);
        this.debian = new DebianTrees(with.store(), new DebianInterpreter(with.store()));
        this.systems = new SystemTrees(with.store(), debian);
        this.wheels = new WheelTrees(with.store());
        this.probe = new SandboxProbe(
                session.environment(),
                with.store(),
                session.platform(),
                new PackagedBubblewrap(with, project, project.isPackage())::tree);
        this.sandbox = Sandboxes.open(probe, with.store(), session.platform(), session.progress());
        this.compilation = new Compilation(with.store(), with.fetcher(), debian, systems, sandbox);
        this.inputs = new ProjectInputs(project, options, with, wheels, sandbox, compilation);
        this.guard = new Lazy<>(inputs::guard);
    }

    public Project project() {
        return project;
    }

    /** The project's own files that go in. */
    public ProjectFiles files() {
        return inputs.files();
    }

    /** What nobody mends any more of that which the project chose. */
    List<String> endOfLife() {
        SuitePython chosen = PythonChoice.of(project);
        return EndOfLife.of(
                Suite.of(chosen.suite()),
                chosen.python(),
                !PythonChoice.isForeign(project),
                session.environment().clock().instant());
    }

    /** How the image starts. */
    public StartCommand start(Planned planned) {
        return inputs.start(planned.plan().images().getFirst());
    }

    /** Plans, and tells the plan. */
    public PlanReport planReport() throws InterruptedException, IOException {
        return PlanReport.of(this, plan(), with.store(), options.files());
    }

    /** What of the project is in an image that was made, if that was asked for. */
    public Optional<ProjectListing> listing(Planned planned) throws IOException {
        return options.files()
                ? Optional.of(ProjectListing.of(planned.plan().images().getFirst(), with.store()))
                : Optional.empty();
    }

    /** Bytes received from anywhere so far. */
    public long fetched() {
        return with.fetched();
    }

    /**
     * Everything that is decided: the completed lock, which was not written, and the plan.
     *
     * @param twins what the one layer of each image's debug twin consists of, in the order of the images; empty when none is made
     */
    public record Planned(Preparation.Outcome outcome, Plan plan, List<List<FragmentPlan>> twins) {
        public Planned {
            twins = List.copyOf(twins);
        }

        /** What the layer of an image's debug twin consists of; nothing when none is made. */
        List<FragmentPlan> twin(ImagePlan image) {
            return twins.isEmpty() ? List.of() : twins.get(plan.images().indexOf(image));
        }

        public LockFile lock() {
            return outcome.lock();
        }

        public List<Change> changes() {
            return outcome.changes();
        }
    }

    /** Decides, fetching only what deciding needs. */
    public Planned plan() throws InterruptedException, IOException {
        guard.get();
        Preparation.Outcome outcome =
                preparation(machines, options.lock(), name -> false, false).prepare();
        var images = new ArrayList<ImagePlan>();
        var twins = new ArrayList<List<FragmentPlan>>();
        for (Preparation.Prepared image : outcome.images()) {
            var planner = new Planner(
                    image.platform(),
                    machines.host(),
                    outcome.lock(),
                    image.interpreter(),
                    image.layout(),
                    BuildRules.CURRENT);
            images.add(planner.plan(
                    image.dependencies(),
                    image.shared(),
                    image.pruning().paths(),
                    inputs.part(outcome.lock(), image.layout(), ProjectInputs.locked(image))));
            if (options.debug()) {
                twins.add(planner.debug(image.dependencies()));
            }
        }
        return new Planned(outcome, new Plan(images), twins);
    }

    /**
     * What is pinned, for a lock that answers the configuration exactly, with entries moved on to what the archives have now. Nothing is
     * planned: a project that has no way to start can be locked.
     */
    Preparation.Outcome relock(Predicate<String> moves) throws InterruptedException, IOException {
        return preparation(Chosen.machines(project, session, true), LockMode.COMPLETE, moves, true)
                .prepare();
    }

    private Preparation preparation(Machines machines, LockMode mode, Predicate<String> moves, boolean forLock) {
        endOfLife().forEach(session.progress()::warn);
        var answers = new DebianAnswers(platform -> Archives.open(with, project, platform));
        var builds = new BuildWheels(with, project);
        var interpreters = new Interpreters(project, with);
        var survey = new WheelSurvey(with.store(), with.fetcher(), wheels, debian);
        return new Preparation(
                project,
                machines,
                mode,
                moves,
                new Locker(answers, interpreters.roots(), builds),
                interpreters,
                Chosen.dependencies(project, with, session.environment()),
                survey,
                new Libraries(project, machines, survey, () -> inputs.binaries(survey), answers::packages),
                new Twins(new DebugLocker(answers, builds::resolveTwin), machines.images(), options.debug(), forLock),
                this::prune);
    }

    private Pruning prune(List<Dependency> dependencies, Layout layout, Set<String> shared)
            throws InterruptedException, IOException {
        Set<PruneRule> rules = project.configuration().selection().prune().stream()
                .flatMap(name -> PruneRule.parse(name).stream())
                .collect(Collectors.toSet());
        return rules.isEmpty()
                ? Pruning.NONE
                : new PruneSurvey(with.store(), with.fetcher(), wheels)
                        .survey(dependencies, layout, rules, files().tree(), shared);
    }

    /** Writes the lock if it says something new and the command may; tells every change. */
    public boolean write(Planned planned) {
        return write(planned.outcome());
    }

    boolean write(Preparation.Outcome outcome) {
        if (options.lock() != LockMode.COMPLETE) {
            return false;
        }
        List<Change> changes = outcome.changes();
        boolean written;
        try (var step = session.progress().begin("lock", LockFile.NAME)) {
            written = Locks.write(project.directory(), outcome.lock());
            step.outcome(written ? told(changes) : "unchanged");
        }
        if (written && changes.size() > 1) {
            changes.forEach(change -> session.progress().note("    " + change.sentence()));
        }
        if (written) {
            outcome.libraries().forEach(session.progress()::note);
        }
        return written;
    }

    /**
     * Security updates that the archive has for locked packages, a line for each. That they cannot be found out is told, and no error:
     * the lock itself needed no archive.
     */
    public List<String> pendingSecurityUpdates(LockFile lock) throws InterruptedException {
        var pending = new TreeSet<String>();
        if (!project.configuration().os().security()) {
            return List.of();
        }
        try {
            for (Platform platform : machines.images()) {
                pending.addAll(
                        SecurityUpdates.pending(lock.packages(platform), Archives.open(with, project, platform)));
            }
        } catch (UserError | EnvironmentError e) {
            session.progress().warn("whether security updates are pending could not be found out: " + e.getMessage());
        }
        return List.copyOf(pending);
    }

    private static String told(List<Change> changes) {
        return switch (changes.size()) {
            case 0 -> "written anew, and pins the same";
            case 1 -> changes.getFirst().sentence();
            default -> changes.size() + " changes";
        };
    }

    /** Starts every image that was made, and ends it. */
    public List<CheckReport> check(Planned planned, List<Maker.Made> made) throws InterruptedException {
        var check = new ImageCheck(session.platform(), probe, Trial.Patience.USUAL, session.progress());
        var reports = new ArrayList<CheckReport>();
        for (int i = 0; i < made.size(); i++) {
            ImagePlan image = planned.plan().images().get(i);
            StartCommand start = inputs.start(image);
            boolean web = start.server().isPresent() || start.framework().isPresent();
            reports.add(check.check(new ImageCheck.Subject(
                    made.get(i).image(), image.platform(), image.layout(), project.scripts(), web)));
        }
        return reports;
    }

    /** Makes every image of the plan. */
    public List<Maker.Made> make(Planned planned) throws InterruptedException, IOException {
        var made = new ArrayList<Maker.Made>();
        for (ImagePlan image : planned.plan().images()) {
            if (planned.plan().images().size() > 1) {
                session.progress().note(image.platform() + ":");
            }
            made.add(maker(planned, image).make(image, inputs.facts(planned, image)));
            if (!guard.get().isIdle()) {
                guard.get().after(ProjectListing.of(image, with.store()).digests());
            }
        }
        return made;
    }

    /** Makes the debug twin of each image, if they were planned. */
    public List<Maker.Twin> makeTwins(Planned planned, List<Maker.Made> made) throws InterruptedException {
        var twins = new ArrayList<Maker.Twin>();
        for (int i = 0; i < planned.twins().size(); i++) {
            ImagePlan image = planned.plan().images().get(i);
            Instant created = inputs.facts(planned, image).created();
            twins.add(maker(planned, image)
                    .twin(image, made.get(i).image(), planned.twins().get(i), created));
        }
        return twins;
    }

    private Maker maker(Planned planned, ImagePlan image) {
        var trees = new FragmentTrees(debian, systems, wheels, compilation, inputs.tree(planned.lock(), image));
        return new Maker(
                with.store(), with.fetcher(), trees, Runtime.getRuntime().availableProcessors(), session.progress());
    }
}
