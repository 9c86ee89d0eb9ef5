package dev.terrarium.cli.build;

import dev.terrarium.elf.ElfFacts;
import dev.terrarium.io.Lazy;
import dev.terrarium.lock.LockFile;
import dev.terrarium.lock.libraries.NativeLibraries.WheelFacts;
import dev.terrarium.make.FragmentTrees.ProjectTree;
import dev.terrarium.make.ImageFacts;
import dev.terrarium.make.ProjectTrees;
import dev.terrarium.make.Variables;
import dev.terrarium.make.WheelSurvey;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Healthcheck;
import dev.terrarium.oci.record.BaseRecord;
import dev.terrarium.oci.record.InterpreterRecord;
import dev.terrarium.plan.Plan.FragmentPlan;
import dev.terrarium.plan.Plan.ImagePlan;
import dev.terrarium.plan.Planner.ProjectPart;
import dev.terrarium.plan.Recipe;
import dev.terrarium.project.Project;
import dev.terrarium.project.ProjectLock;
import dev.terrarium.project.files.FileWalk;
import dev.terrarium.project.files.LeakGuard;
import dev.terrarium.project.files.ProjectFiles;
import dev.terrarium.project.git.GitFacts;
import dev.terrarium.project.git.GitReader;
import dev.terrarium.project.image.BuildInfo;
import dev.terrarium.project.image.ImageEnvironment;
import dev.terrarium.project.image.ImageLabels;
import dev.terrarium.project.start.Launcher;
import dev.terrarium.project.start.StartCommand;
import dev.terrarium.project.start.StartCommands;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the project itself gives to its image: files, git facts, the start command; read once in a run. */
final class ProjectInputs {
    private final Project project;
    private final Collaborators with;
    private final PackageBuild build;
    private final Lazy<ProjectFiles> files;
    private final List<Library> libraries;
    private final Lazy<List<LeakGuard>> guards;
    private final Lazy<GitFacts> git;
    private final Created created;
    private final Map<Object, StartCommand> starts = new HashMap<>();

    /**
     * @param dependencies with the other projects of the repository that may go in
     * @param outside what lies in its folder and is none of its files: what this run writes, and other projects
     */
    ProjectInputs(Project project, Dependencies dependencies, List<Path> outside, PackageBuild build) {
        this.project = project;
        this.with = build.with();
        this.build = build;
        this.files = files(project, outside);
        this.libraries = dependencies.projects().stream()
                .map(library -> new Library(library, build, outside, files(library, outside)))
                .toList();
        this.guards = new Lazy<>(this::guards);
        this.git = new Lazy<>(() -> git(outside));
        this.created = new Created(with.environment());
    }

    private Lazy<ProjectFiles> files(Project of, List<Path> outside) {
        return new Lazy<>(() ->
                FileWalk.read(of.directory(), of.configuration().selection(), outside, with.store(), with.progress()));
    }

    private GitFacts git(List<Path> outside) {
        GitFacts own = GitReader.read(project, files.get(), outside, with.environment());
        boolean known = own.commit().isPresent();
        return known && !own.dirty() && libraries.stream().anyMatch(Library::isDirty) ? own.withDirty() : own;
    }

    ProjectFiles files() {
        return files.get();
    }

    /** Refuses secrets among the files, before anything is made of them. */
    void guard() {
        guards.get();
    }

    /** Refuses those that a back-end put into an image that was made. */
    void guard(ImagePlan made) throws IOException {
        for (LeakGuard guard : guards.get()) {
            if (!guard.isIdle()) {
                guard.after(ProjectListing.of(made, with.store()).digests());
            }
        }
    }

    private List<LeakGuard> guards() {
        var all = new ArrayList<LeakGuard>();
        libraries.forEach(library -> all.add(guard(library.files(), false)));
        all.add(guard(files.get(), project.buildSystem().isEmpty()));
        return all;
    }

    /** @param whole whether all of the files go in */
    private LeakGuard guard(ProjectFiles of, boolean whole) {
        LeakGuard guard = LeakGuard.over(of, new Contents(with.store()));
        guard.listed().forEach(with.progress()::note);
        guard.before(whole);
        return guard;
    }

    /** Everything of the repository that could import a package. */
    Tree importing() {
        var all = Tree.builder().putAll(files.get().tree());
        libraries.forEach(library -> all.putAll(
                library.files().tree().under(TreePath.of(library.project().name()))));
        return all.build();
    }

    /** What of the project's own files is a binary, where its files go in as they are. */
    List<WheelFacts> binaries(WheelSurvey survey) throws IOException {
        if (project.buildSystem().isPresent()) {
            return List.of();
        }
        ElfFacts facts = survey.binaries(
                digest("project " + files.get().digest()), () -> files.get().tree());
        return facts.files().isEmpty() ? List.of() : List.of(new WheelFacts(project.name(), facts));
    }

    GitFacts git() {
        return git.get();
    }

    private Instant created() {
        return created.of(git.get());
    }

    /** What goes in beside the project's own files. */
    private Tree beside(Layout layout, StartCommand start) {
        return Launcher.tree(layout, start)
                .merge(Tree.builder()
                        .put(BuildInfo.path(layout), BuildInfo.file(project, git.get(), created()))
                        .build());
    }

    /**
     * The project's segment of a plan: the other projects that it holds, then the project.
     *
     * @param image with those that go in for the target
     */
    List<ProjectPart> parts(LockFile lock, Preparation.Prepared image) {
        var parts = new ArrayList<ProjectPart>();
        Set<String> wanted = image.projects().stream()
                .map(other -> Library.part(other.name().text()))
                .collect(Collectors.toSet());
        libraries.stream()
                .filter(library -> wanted.contains(library.part()))
                .forEach(library -> parts.add(library.planned(lock)));
        parts.add(itself(lock, image.layout(), locked(image)));
        return parts;
    }

    private ProjectPart itself(LockFile lock, Layout layout, SortedMap<String, String> locked) {
        Tree beside = beside(layout, start(layout, locked));
        var inputs = new ArrayList<>(List.of(files.get().digest(), digest(beside)));
        inputs.add(digest(project.scripts().toString()));
        project.buildSystem()
                .ifPresent(
                        system -> inputs.addAll(build.inputs(system, created().getEpochSecond(), lock)));
        return new ProjectPart(
                Recipe.Project.ITSELF,
                project.declaredName().orElse("project") + " " + project.versionText(),
                inputs,
                project.isPackage() ? build.fetches(lock) : List.of());
    }

    /** How the fragments of the project's segment are made. */
    Map<String, ProjectTree> trees(LockFile lock, ImagePlan image) {
        var trees = new TreeMap<String, ProjectTree>();
        libraries.forEach(library -> trees.put(library.part(), library.tree(lock)));
        Tree beside = beside(image.layout(), start(image));
        trees.put(
                Recipe.Project.ITSELF,
                project.buildSystem()
                        .map(system -> build.tree(
                                project, system, files.get(), created().getEpochSecond(), lock, beside))
                        .orElseGet(() -> ProjectTrees.application(files.get().tree(), project.scripts(), beside)));
        return trees;
    }

    /** How the project starts, given what goes in. */
    StartCommand start(ImagePlan image) {
        var locked = new TreeMap<String, String>();
        image.layers().stream()
                .flatMap(layer -> layer.fragments().stream())
                .map(FragmentPlan::recipe)
                .forEach(recipe -> {
                    if (recipe instanceof Recipe.Wheel(var file, var layout, var left, var pruned)) {
                        locked.put(file.name(), file.version());
                    }
                });
        return start(image.layout(), locked);
    }

    /** Names and versions of the packages that go in. */
    static SortedMap<String, String> locked(Preparation.Prepared image) {
        var locked = new TreeMap<String, String>();
        image.dependencies()
                .forEach(one -> locked.put(one.wheel().name(), one.wheel().version()));
        return locked;
    }

    private StartCommand start(Layout layout, SortedMap<String, String> locked) {
        return starts.computeIfAbsent(
                List.of(layout, locked),
                _ -> StartCommands.find(project, files.get(), new Contents(with.store()), locked, layout));
    }

    /** Everything that the image is besides its files. */
    ImageFacts facts(Workflow.Planned planned, ImagePlan image) {
        StartCommand start = start(image);
        Layout layout = image.layout();
        var container = project.configuration().container();
        LockFile lock = planned.lock();
        String base = lock.inputs().os();
        return new ImageFacts(
                created(),
                Variables.assign(
                        ImageEnvironment.of(layout, project.configuration(), git.get()),
                        container.env().keySet()),
                Launcher.entrypoint(layout, start),
                start.argv(),
                project.isPackage() ? "/home/app" : "/" + ProjectTrees.directory(layout),
                "10001:10001",
                start.port().isPresent() ? new TreeSet<>(List.of(start.port().getAsInt() + "/tcp")) : new TreeSet<>(),
                start.stopSignal(),
                healthcheck(layout, start),
                commands(start),
                ImageLabels.of(project, git.get(), created(), base, Optional.empty()),
                base(lock, image),
                interpreter(image, base),
                lock.digest(),
                project.lock() instanceof ProjectLock.Unneeded
                        ? Optional.empty()
                        : Optional.of(digestOfFile(project.lock().file())),
                files.get().digest(),
                project.configuration().digest(),
                BuildRules.record());
    }

    private Optional<Healthcheck> healthcheck(Layout layout, StartCommand start) {
        var health = project.configuration().container().health();
        if (!health.check()) {
            return Optional.empty();
        }
        if (!health.command().isEmpty()) {
            return Optional.of(Healthcheck.of(health.command()));
        }
        return start.port().stream()
                .mapToObj(port -> Healthcheck.of(Launcher.health(layout, port, health.path())))
                .findFirst();
    }

    private static SortedMap<String, List<String>> commands(StartCommand start) {
        var commands = new TreeMap<String, List<String>>();
        start.commands().forEach((name, command) -> commands.put(name, command.argv()));
        return commands;
    }

    private static BaseRecord base(LockFile lock, ImagePlan image) {
        var digests = new TreeMap<String, Digest>();
        lock.suites().forEach(suite -> digests.put(suite.suite(), suite.release()));
        return new BaseRecord(lock.inputs().os(), digests, image.platform().architecture());
    }

    private static InterpreterRecord interpreter(ImagePlan image, String base) {
        var interpreter = image.interpreter();
        return new InterpreterRecord(
                interpreter.fullVersion(),
                interpreter.abiTag(),
                interpreter.extensionSuffix(),
                interpreter.magic(),
                base);
    }

    private static Digest digestOfFile(Path file) {
        try {
            return Digest.ofBytes(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Digest digest(Tree inline) {
        return digest(inline.entries().entrySet().stream()
                .map(entry -> entry.getKey() + " " + contentOf(entry.getValue()) + "\n")
                .collect(Collectors.joining()));
    }

    private static String contentOf(Entry entry) {
        return entry instanceof Entry.File(Content.Inline(var bytes), var mode)
                ? mode + " " + Digest.ofBytes(bytes)
                : entry.toString();
    }

    private static Digest digest(String text) {
        return Digest.ofBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
