package dev.terrarium.project;

import dev.terrarium.error.EnvironmentError;
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

/** Reads projects: the entry point of this room. */
public final class Projects {
    private static final String PYPROJECT = "pyproject.toml";
    private static final String TERRARIUM = "terrarium.toml";

    private Projects() {}

    /**
     * Reads the project in a directory, with its configuration.
     *
     * @param progress is told which lock files were passed over
     * @throws UserError with everything that is wrong with it
     */
    public static Project read(Path directory, Progress progress) {
        Path root = directory.toAbsolutePath().normalize();
        if (!Files.isDirectory(root)) {
            throw new UserError(
                    ErrorCode.PROJECT_NOT_FOUND,
                    "`" + printable(directory) + "` is not a directory",
                    "name the directory that holds the project");
        }
        try {
            return new Reading(root).project(progress);
        } catch (IOException e) {
            throw new EnvironmentError(
                    Problem.of(ErrorCode.DISK_FAILED, "could not read the project: " + reason(e)), e);
        }
    }

    private record Reading(Path root) {
        Project project(Progress progress) throws IOException {
            Optional<TomlValue.Table> pyproject = toml(PYPROJECT, ErrorCode.PROJECT_INVALID);
            var problems = new ArrayList<Problem>();
            Configuration configuration = collect(problems, Configuration.DEFAULT, () -> configuration(pyproject));
            Optional<String> pin = collect(problems, Optional.empty(), () -> PythonPin.read(root));
            var metadata = new ProjectMetadata(root, problems);
            Optional<BuildSystem> buildSystem = new BuildSystems(root, problems).of(pyproject);
            if (pyproject.isPresent()) {
                metadata.read(pyproject.get());
            }
            requireSomething(pyproject);
            ProjectLock lock = collect(
                    problems, new ProjectLock.Uv(root, List.of()), () -> new ProjectLocks(root, pyproject).find());
            if (!problems.isEmpty()) {
                throw new UserError(problems);
            }
            Project project = metadata.project(buildSystem, pin, lock, configuration);
            Selections.check(project);
            if (lock instanceof ProjectLock.Unneeded) {
                progress.note("the project declares no dependencies, so none go in");
            }
            lock.passedOver()
                    .forEach(name -> progress.note("using " + root.relativize(lock.file()) + ", and not " + name));
            return project;
        }

        private Optional<TomlValue.Table> toml(String name, ErrorCode code) throws IOException {
            Path file = root.resolve(name);
            return Files.isRegularFile(file) ? Optional.of(Toml.read(file, name, code)) : Optional.empty();
        }

        private Configuration configuration(Optional<TomlValue.Table> pyproject) throws IOException {
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
            return chosen.map(ConfigurationReader::read).orElse(Configuration.DEFAULT);
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
                    .at(Place.of(printable(root))));
        }

        private boolean hasPython() throws IOException {
            try (var files = Files.list(root)) {
                return files.anyMatch(file -> {
                    String name = file.getFileName().toString();
                    return name.endsWith(".py") || name.equals("setup.cfg") || name.equals("Pipfile");
                });
            }
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

    private interface Part<T> {
        T read() throws IOException;
    }

    private static String printable(Path path) {
        return path.toString().replaceAll("\\p{Cntrl}", "?");
    }

    private static String reason(IOException e) {
        String kind = e.getClass().getSimpleName();
        return (kind + ": " + e.getMessage()).replaceAll("\\p{Cntrl}", "?");
    }
}
