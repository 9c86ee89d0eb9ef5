package dev.terrarium.cli.build;

import dev.terrarium.cli.command.BuildOptions;
import dev.terrarium.cli.command.Session;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.Similar;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Environment;
import dev.terrarium.oci.Platform;
import dev.terrarium.project.Project;
import dev.terrarium.project.ProjectImage;
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

    /**
     * What is built from.
     *
     * @param project whose configuration holds for all images, and beside which terrarium.lock lies
     * @param images all that it describes, since one lock answers for all of them
     * @param chosen those that are built
     */
    record Repository(Project project, List<ProjectImage> images, List<ProjectImage> chosen) {
        Repository {
            images = List.copyOf(images);
            chosen = List.copyOf(chosen);
        }

        /** A project that is the one image. */
        static Repository of(Project project) {
            var image = List.of(new ProjectImage(Optional.empty(), project));
            return new Repository(project, image, image);
        }

        /** What each image that is built is called, where it needs a word. */
        List<String> names() {
            return chosen.stream()
                    .map(image -> image.name().orElse(image.project().name()))
                    .toList();
        }
    }

    /** The repository with the command line's extras, groups, Python and platforms. */
    static Repository repository(BuildOptions options, Session session) {
        var directory = options.member()
                .map(name -> Projects.member(options.project(), name))
                .orElse(options.project());
        Project read = configured(Projects.read(directory, session.progress()), options);
        List<ProjectImage> images = ProjectImage.of(read, session.progress());
        List<ProjectImage> chosen = chosen(images, options);
        if (!options.extras().isEmpty() || !options.groups().isEmpty()) {
            requireOne(chosen);
            Project selected = Selections.select(
                    chosen.getFirst().project(), List.copyOf(options.extras()), List.copyOf(options.groups()));
            ProjectImage one = chosen.getFirst();
            images = images.stream()
                    .map(image -> image.equals(one) ? image.with(selected) : image)
                    .toList();
            chosen = List.of(one.with(selected));
        }
        if (read.configuration().images().isEmpty()) {
            return new Repository(images.getFirst().project(), images, chosen);
        }
        String python = images.stream()
                .flatMap(image -> image.project().requiresPython().stream())
                .distinct()
                .collect(Collectors.joining(","));
        return new Repository(python.isEmpty() ? read : read.withRequiresPython(python), images, chosen);
    }

    private static Project configured(Project read, BuildOptions options) {
        Configuration configuration = read.configuration();
        if (options.python().isPresent()) {
            configuration = configuration.withPython(options.python().get());
        }
        if (!options.platforms().isEmpty()) {
            configuration = configuration.withPlatforms(List.copyOf(options.platforms()));
        }
        return read.withConfiguration(configuration);
    }

    private static List<ProjectImage> chosen(List<ProjectImage> images, BuildOptions options) {
        if (options.images().isEmpty()) {
            return images;
        }
        List<String> names =
                images.stream().flatMap(image -> image.name().stream()).toList();
        List<Problem> unknown = options.images().stream()
                .filter(name -> !names.contains(name))
                .map(name -> Problem.of(
                        ErrorCode.CONFIGURATION_INVALID,
                        "the configuration has no image `" + name + "`: it has "
                                + (names.isEmpty() ? "none" : String.join(", ", names)),
                        Similar.to(name, names).stream()
                                .map(similar -> "did you mean `" + similar + "`?")
                                .toArray(String[]::new)))
                .toList();
        if (!unknown.isEmpty()) {
            throw new UserError(unknown);
        }
        return images.stream()
                .filter(image -> options.images().contains(image.name().orElseThrow()))
                .toList();
    }

    private static void requireOne(List<ProjectImage> chosen) {
        if (chosen.size() > 1) {
            throw new UserError(
                    ErrorCode.USAGE,
                    "`--extra` and `--group` say nothing of which of " + chosen.size() + " images is meant",
                    "choose one with `--image`, or write `extras` and `groups` into the tables of the images");
        }
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
        List<Project> others = lock.projects(wanted).stream()
                .map(other -> Projects.library(other.directory(), project))
                .toList();
        if (lock instanceof UvLock uv) {
            others.forEach(other -> fresh(uv, other));
        }
        return new Dependencies(lock, wanted, others, with);
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
