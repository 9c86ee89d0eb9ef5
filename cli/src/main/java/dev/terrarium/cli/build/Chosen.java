package dev.terrarium.cli.build;

import dev.terrarium.cli.command.BuildOptions;
import dev.terrarium.cli.command.Session;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Environment;
import dev.terrarium.oci.Platform;
import dev.terrarium.project.Project;
import dev.terrarium.project.Projects;
import dev.terrarium.project.Selections;
import dev.terrarium.project.configuration.Configuration;
import dev.terrarium.python.Extra;
import dev.terrarium.python.Group;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Requirement;
import dev.terrarium.python.Specifiers;
import dev.terrarium.python.index.PythonSources;
import dev.terrarium.python.lockfile.Declared;
import dev.terrarium.python.lockfile.NothingLocked;
import dev.terrarium.python.lockfile.PdmLock;
import dev.terrarium.python.lockfile.PinnedRequirements;
import dev.terrarium.python.lockfile.PipfileLock;
import dev.terrarium.python.lockfile.PoetryLock;
import dev.terrarium.python.lockfile.ProjectLock;
import dev.terrarium.python.lockfile.ProjectLock.Wanted;
import dev.terrarium.python.lockfile.Pylock;
import dev.terrarium.python.lockfile.RecordedIndexes;
import dev.terrarium.python.lockfile.UvLock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the command line chose, over what the project says. */
final class Chosen {
    private Chosen() {}

    /** The project with the command line's extras, groups, Python and platforms. */
    static Project project(BuildOptions options, Session session) {
        Project read = Selections.select(
                Projects.read(options.project(), session.progress()),
                List.copyOf(options.extras()),
                List.copyOf(options.groups()));
        Configuration configuration = read.configuration();
        if (options.python().isPresent()) {
            configuration = configuration.withPython(options.python().get());
        }
        if (!options.platforms().isEmpty()) {
            configuration = configuration.withPlatforms(List.copyOf(options.platforms()));
        }
        return read.withConfiguration(configuration);
    }

    /**
     * What images are made for, and on what.
     *
     * @param locks whether the lock is to answer the configuration exactly
     */
    static Machines machines(Project project, Session session, boolean locks) {
        List<Platform> named = project.configuration().platforms();
        Platform host = session.platform();
        return named.isEmpty()
                ? new Machines(new TreeSet<>(List.of(host)), host, false)
                : new Machines(new TreeSet<>(named), host, locks);
    }

    /** What the project's own lock selects. */
    static Dependencies dependencies(Project project, Collaborators with, Environment environment) {
        Path file = project.lock().file();
        String shown = project.directory().relativize(file).toString();
        Wanted wanted = new Wanted(
                project.isPackage() || project.lock() instanceof dev.terrarium.project.ProjectLock.Uv
                        ? PackageName.parse(project.name())
                        : Optional.empty(),
                project.configuration().selection().extras().stream()
                        .map(Extra::new)
                        .collect(Collectors.toCollection(TreeSet::new)),
                project.configuration().selection().groups().stream()
                        .map(Group::new)
                        .collect(Collectors.toCollection(TreeSet::new)));
        ProjectLock lock = switch (project.lock()) {
            case dev.terrarium.project.ProjectLock.Uv uv -> fresh(UvLock.read(file, shown), project);
            case dev.terrarium.project.ProjectLock.Pylock pylock ->
                Pylock.read(
                        file,
                        shown,
                        project.dependencies().groups().keySet().stream()
                                .map(Group::new)
                                .collect(Collectors.toSet()));
            case dev.terrarium.project.ProjectLock.Poetry poetry -> {
                var read = poetry(project);
                read.checkFresh();
                yield read;
            }
            case dev.terrarium.project.ProjectLock.Pdm pdm -> {
                var read = PdmLock.read(file, shown, project.pyproject());
                read.checkFresh();
                yield read;
            }
            case dev.terrarium.project.ProjectLock.Pipfile pipfile -> {
                var read = PipfileLock.read(file);
                read.checkFresh(project.directory().resolve("Pipfile"));
                yield read;
            }
            case dev.terrarium.project.ProjectLock.Unneeded unneeded -> new NothingLocked();
            case dev.terrarium.project.ProjectLock.Requirements requirements ->
                PinnedRequirements.read(file, shown, environment.variables());
        };
        return new Dependencies(lock, wanted, with);
    }

    private static PoetryLock poetry(Project project) {
        Path file = project.lock().file();
        return PoetryLock.read(file, project.directory().relativize(file).toString(), project.pyproject());
    }

    /** Sources, with what the project's own lock says about which package comes from where. */
    static PythonSources recorded(Project project, Environment environment, PythonSources sources) {
        Path file = project.lock().file();
        return switch (project.lock()) {
            case dev.terrarium.project.ProjectLock.Uv uv ->
                java.nio.file.Files.isRegularFile(file) ? sources.recorded(RecordedIndexes.ofUv(file), false) : sources;
            case dev.terrarium.project.ProjectLock.Pylock pylock ->
                sources.recorded(RecordedIndexes.ofPylock(file), false);
            case dev.terrarium.project.ProjectLock.Poetry poetry ->
                sources.recorded(RecordedIndexes.ofPoetry(file), true);
            case dev.terrarium.project.ProjectLock.Pipfile pipfile ->
                sources.recorded(PipfileLock.read(file).recorded(environment.variables(), project.directory()), true);
            case dev.terrarium.project.ProjectLock.Pdm pdm -> sources;
            case dev.terrarium.project.ProjectLock.Unneeded unneeded -> sources;
            case dev.terrarium.project.ProjectLock.Requirements requirements -> sources;
        };
    }

    private static UvLock fresh(UvLock lock, Project project) {
        if (!project.dependencies().dynamic()) {
            lock.checkFresh(PackageName.parse(project.name()), declared(project));
        }
        return lock;
    }

    private static Declared declared(Project project) {
        var said = project.dependencies();
        return new Declared(
                specifiers(project),
                requirements(said.required()),
                byName(said.optional(), Extra::new),
                byName(said.groups(), Group::new));
    }

    private static Specifiers specifiers(Project project) {
        try {
            return project.requiresPython().isPresent()
                    ? Specifiers.read(project.requiresPython().get())
                    : Specifiers.ANY;
        } catch (Malformed e) {
            throw invalid(e);
        }
    }

    private static <K extends Comparable<K>> SortedMap<K, List<Requirement>> byName(
            SortedMap<String, List<String>> named, Function<String, K> key) {
        var read = new TreeMap<K, List<Requirement>>();
        named.forEach((name, texts) -> read.put(key.apply(name), requirements(texts)));
        return read;
    }

    private static List<Requirement> requirements(List<String> texts) {
        var read = new ArrayList<Requirement>();
        for (String text : texts) {
            try {
                read.add(Requirement.read(text));
            } catch (Malformed e) {
                throw invalid(e);
            }
        }
        return read;
    }

    private static UserError invalid(Malformed cause) {
        return new UserError(
                ErrorCode.PROJECT_INVALID,
                "pyproject.toml cannot be held against its lock: " + cause.getMessage(),
                "write requirements as the packaging specifications say");
    }
}
