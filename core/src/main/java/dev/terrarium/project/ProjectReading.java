package dev.terrarium.project;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Progress;
import dev.terrarium.project.configuration.Configuration;
import dev.terrarium.project.configuration.ConfigurationReader;
import dev.terrarium.python.toml.Toml;
import dev.terrarium.python.toml.TomlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One project while its files are read.
 *
 * @param root absolute
 * @param shown how its folder is told to people, before the name of a file; empty for the one that was asked for
 */
record ProjectReading(Path root, String shown) {
    private static final String PYPROJECT = "pyproject.toml";
    private static final String TERRARIUM = "terrarium.toml";

    Project library(ProjectLock lock) throws IOException {
        Optional<TomlValue.Table> pyproject = toml(PYPROJECT, ErrorCode.PROJECT_INVALID);
        var problems = new ArrayList<Problem>();
        Configuration configuration = collect(
                problems, Configuration.DEFAULT, () -> configuration(pyproject).orElse(Configuration.DEFAULT));
        var metadata = new ProjectMetadata(root, problems);
        BuildSystem system = new BuildSystems(root, problems).of(pyproject).orElse(BuildSystem.LEGACY);
        describe(pyproject, metadata);
        requireSomething(pyproject);
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return metadata.project(Optional.of(system), Optional.empty(), lock, configuration);
    }

    Project project(Progress progress) throws IOException {
        Optional<TomlValue.Table> pyproject = toml(PYPROJECT, ErrorCode.PROJECT_INVALID);
        var problems = new ArrayList<Problem>();
        Optional<Path> workspace = ProjectLocks.hasAny(root) ? Optional.empty() : Workspaces.lockOf(root);
        Configuration configuration =
                collect(problems, Configuration.DEFAULT, () -> configuration(pyproject, workspace));
        Optional<String> pin = collect(problems, Optional.empty(), () -> pin(workspace));
        var metadata = new ProjectMetadata(root, problems);
        Optional<BuildSystem> buildSystem = new BuildSystems(root, problems).of(pyproject);
        describe(pyproject, metadata);
        boolean isOneOfTheImages = configuration.images().isEmpty()
                || configuration.images().stream()
                        .anyMatch(image ->
                                image.project().isEmpty() && image.member().isEmpty());
        if (isOneOfTheImages) {
            requireSomething(pyproject);
            requireProject(pyproject);
        }
        ProjectLock none = new ProjectLock.Unneeded(root.resolve(PYPROJECT));
        ProjectLock lock = isOneOfTheImages
                ? collect(problems, none, () -> new ProjectLocks(root, pyproject, workspace).find())
                : none;
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        Project project = metadata.project(buildSystem, pin, lock, configuration);
        Selections.check(project);
        if (isOneOfTheImages && lock instanceof ProjectLock.Unneeded) {
            progress.note("the project declares no dependencies, so none go in");
        }
        lock.passedOver().forEach(name -> progress.note("using " + root.relativize(lock.file()) + ", and not " + name));
        return project;
    }

    private void describe(Optional<TomlValue.Table> pyproject, ProjectMetadata metadata) throws IOException {
        pyproject.ifPresent(metadata::read);
        boolean described = pyproject
                .filter(file -> file.at("project").isPresent()
                        || ProjectMetadata.tool(file, "poetry").isPresent())
                .isPresent();
        if (!described && hasSetup()) {
            metadata.readSetup(SetupFiles.read(root));
        }
    }

    private boolean hasSetup() {
        return Files.isRegularFile(root.resolve("setup.py")) || Files.isRegularFile(root.resolve("setup.cfg"));
    }

    /** What the project says itself; a member of a workspace that says nothing has what the workspace says for all. */
    private Configuration configuration(Optional<TomlValue.Table> pyproject, Optional<Path> workspace)
            throws IOException {
        Optional<Configuration> own = configuration(pyproject);
        if (own.isPresent() || workspace.isEmpty()) {
            return own.orElse(Configuration.DEFAULT);
        }
        var above = new ProjectReading(workspace.get().resolveSibling("").normalize(), "");
        String folder = root.relativize(above.root()).toString();
        above = new ProjectReading(above.root(), folder + "/");
        return above.configuration(above.toml(PYPROJECT, ErrorCode.PROJECT_INVALID))
                .map(configuration -> configuration.forMembers(folder))
                .orElse(Configuration.DEFAULT);
    }

    private Optional<String> pin(Optional<Path> workspace) throws IOException {
        Optional<String> own = PythonPin.read(root);
        return own.isPresent() || workspace.isEmpty()
                ? own
                : PythonPin.read(workspace.get().resolveSibling(""));
    }

    /** A workspace may have no project at its root: then somebody has to say which one is meant. */
    private void requireProject(Optional<TomlValue.Table> pyproject) {
        boolean isWorkspace = pyproject
                .flatMap(file -> ProjectMetadata.tool(file, "uv"))
                .flatMap(uv -> uv.at("workspace"))
                .isPresent();
        if (isWorkspace && pyproject.flatMap(file -> file.at("project")).isEmpty()) {
            List<String> names = Workspaces.names(root);
            throw new UserError(
                    ErrorCode.PROJECT_NOT_FOUND,
                    "this folder is a workspace and has no project of its own",
                    names.isEmpty()
                            ? "run `uv lock`, then name a package: `--package NAME`"
                            : "name one of its packages: `--package " + String.join("`, `--package ", names) + "`");
        }
    }

    private Optional<TomlValue.Table> toml(String name, ErrorCode code) throws IOException {
        Path file = root.resolve(name);
        return Files.isRegularFile(file) ? Optional.of(Toml.read(file, shown + name, code)) : Optional.empty();
    }

    private Optional<Configuration> configuration(Optional<TomlValue.Table> pyproject) throws IOException {
        Optional<TomlValue> inside = pyproject
                .flatMap(table -> table.at("tool"))
                .flatMap(tool -> tool instanceof TomlValue.Table tools ? tools.at("terrarium") : Optional.empty());
        Optional<TomlValue.Table> beside = toml(TERRARIUM, ErrorCode.CONFIGURATION_INVALID);
        if (inside.isPresent() && beside.isPresent()) {
            throw new UserError(Problem.of(
                            ErrorCode.CONFIGURATION_INVALID,
                            "the configuration stands both in `terrarium.toml` and in `[tool.terrarium]`",
                            "keep one of them")
                    .at(inside.get().spot().place()));
        }
        if (inside.isPresent() && !(inside.get() instanceof TomlValue.Table)) {
            throw new UserError(Problem.of(
                            ErrorCode.CONFIGURATION_INVALID,
                            "`tool.terrarium` must be a table, not "
                                    + inside.get().kind())
                    .at(inside.get().spot().place()));
        }
        Optional<TomlValue.Table> chosen =
                inside.map(TomlValue.Table.class::cast).or(() -> beside);
        return chosen.map(ConfigurationReader::read);
    }

    /** A directory with neither project file, lock, requirements nor a Python file is most likely the wrong one. */
    private void requireSomething(Optional<TomlValue.Table> pyproject) throws IOException {
        if (pyproject.isPresent() || ProjectLocks.hasAny(root) || hasPython()) {
            return;
        }
        throw new UserError(Problem.of(
                        ErrorCode.PROJECT_NOT_FOUND,
                        "there is no Python project here: no pyproject.toml, no requirements.txt, no Python file",
                        "name its directory: `terrarium build PROJECT`")
                .at(Place.of(Projects.printable(root))));
    }

    private boolean hasPython() throws IOException {
        try (var files = Files.list(root)) {
            return files.anyMatch(file -> {
                String name = file.getFileName().toString();
                return name.endsWith(".py") || name.equals("setup.cfg") || name.equals("Pipfile");
            });
        }
    }

    /** Goes on after a part that failed, so that the other parts' problems are told with it. */
    private static <T> T collect(List<Problem> problems, T otherwise, Part<T> part) throws IOException {
        try {
            return part.read();
        } catch (UserError e) {
            problems.addAll(e.problems());
            return otherwise;
        }
    }

    interface Part<T> {
        T read() throws IOException;
    }
}
