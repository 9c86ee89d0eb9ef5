package dev.terrarium.cli.build;

import dev.terrarium.cli.command.BuildOptions;
import dev.terrarium.cli.command.TwinNames;
import dev.terrarium.delivery.ImageName;
import dev.terrarium.elf.ElfFacts;
import dev.terrarium.io.Lazy;
import dev.terrarium.lock.LockFile;
import dev.terrarium.lock.LockFile.BuildRequirementEntry;
import dev.terrarium.lock.libraries.NativeLibraries.WheelFacts;
import dev.terrarium.make.Compilation;
import dev.terrarium.make.FragmentTrees.ProjectTree;
import dev.terrarium.make.ImageFacts;
import dev.terrarium.make.ProjectTrees;
import dev.terrarium.make.Variables;
import dev.terrarium.make.WheelSurvey;
import dev.terrarium.make.WheelTrees;
import dev.terrarium.make.backend.BackendRequest;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Healthcheck;
import dev.terrarium.oci.record.BaseRecord;
import dev.terrarium.oci.record.InterpreterRecord;
import dev.terrarium.plan.Fetch;
import dev.terrarium.plan.Plan.FragmentPlan;
import dev.terrarium.plan.Plan.ImagePlan;
import dev.terrarium.plan.Planner.ProjectPart;
import dev.terrarium.plan.Recipe;
import dev.terrarium.plan.Recipe.WheelFile;
import dev.terrarium.project.BuildSystem;
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
import dev.terrarium.sandbox.Sandbox;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the project itself gives to its image: files, git facts, the start command; read once in a run. */
final class ProjectInputs {
    private final Project project;
    private final Collaborators with;
    private final WheelTrees wheels;
    private final Sandbox sandbox;
    private final Compilation compilation;
    private final Lazy<ProjectFiles> files;
    private final Lazy<GitFacts> git;
    private final Created created;
    private final Map<Object, StartCommand> starts = new HashMap<>();

    ProjectInputs(
            Project project,
            BuildOptions options,
            Collaborators with,
            WheelTrees wheels,
            Sandbox sandbox,
            Compilation compilation) {
        this.project = project;
        this.with = with;
        this.wheels = wheels;
        this.sandbox = sandbox;
        this.compilation = compilation;
        List<Path> outputs = outputs(options, with);
        this.files = new Lazy<>(() -> FileWalk.read(
                project.directory(), project.configuration().selection(), outputs, with.store(), with.progress()));
        this.git = new Lazy<>(() -> GitReader.read(project, files.get(), outputs, with.environment()));
        this.created = new Created(with.environment());
    }

    /** What this run writes is never what it reads. */
    private static List<Path> outputs(BuildOptions options, Collaborators with) {
        List<ImageName> named = options.destinations().outputs();
        Stream<Path> written = Stream.concat(named.stream(), named.stream().map(TwinNames::of))
                .map(output -> switch (output) {
                    case ImageName.Layout(var folder, var tag) -> folder;
                    case ImageName.LayoutArchive(var file) -> file;
                    case ImageName.DockerArchive(var file) -> file;
                    default -> throw new IllegalStateException("not an output: " + output);
                })
                .map(path -> with.environment().directory().resolve(path).normalize());
        return Stream.concat(written, Stream.of(with.store().root())).toList();
    }

    ProjectFiles files() {
        return files.get();
    }

    /**
     * Refuses secrets among the files, before anything is made of them.
     *
     * @return what is left to be held against the image, if the project is a package
     */
    LeakGuard guard() {
        LeakGuard guard = LeakGuard.over(files.get(), new Contents(with.store()));
        guard.listed().forEach(with.progress()::note);
        guard.before(project.buildSystem().isEmpty());
        return guard;
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

    /** The project's part of a plan. */
    ProjectPart part(LockFile lock, Layout layout, SortedMap<String, String> locked) {
        Tree beside = beside(layout, start(layout, locked));
        var inputs = new ArrayList<>(List.of(files.get().digest(), digest(beside)));
        inputs.add(digest(project.scripts().toString()));
        project.buildSystem().ifPresent(system -> {
            inputs.add(digest(system.backend() + " " + created().getEpochSecond()));
            lock.buildRequirements().forEach(entry -> inputs.add(entry.digest()));
        });
        return new ProjectPart(
                project.declaredName().orElse("project") + " " + project.versionText(),
                inputs,
                project.isPackage()
                        ? BuildWheels.runningOn(with.platform(), lock.buildRequirements()).stream()
                                .map(ProjectInputs::fetch)
                                .toList()
                        : List.of());
    }

    private static Fetch fetch(BuildRequirementEntry entry) {
        return new Fetch(entry.file(), entry.digest(), 0, new Fetch.Origin.PackageIndex(entry.name(), List.of()));
    }

    /** How the project's fragment is made. */
    ProjectTree tree(LockFile lock, ImagePlan image) {
        Tree beside = beside(image.layout(), start(image));
        if (project.buildSystem().isEmpty()) {
            return ProjectTrees.application(files.get().tree(), project.scripts(), beside);
        }
        BuildSystem system = project.buildSystem().get();
        List<WheelFile> requirements = BuildWheels.runningOn(with.platform(), lock.buildRequirements()).stream()
                .map(entry -> new WheelFile(entry.name(), entry.version(), entry.file(), entry.digest(), 0))
                .toList();
        var request = new BackendRequest(
                files.get().tree(),
                system.backend(),
                List.of(),
                List.of(),
                created().getEpochSecond(),
                project.version());
        return new ProjectTrees.Built(
                with.store(), sandbox, compilation, wheels, requirements, request, beside, with.progress());
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
