package dev.terrarium.project;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.python.lockfile.PinnedRequirements.Locked;
import dev.terrarium.python.toml.TomlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Chooses among the lock files of a project, in the order of {@link Dialect}; the others are passed over, and that is said.
 *
 * <p>A {@code pylock.<name>.toml} counts where it is the only one: which of several is meant, nobody can guess.
 */
final class ProjectLocks {
    private static final Pattern NAMED_PYLOCK = Pattern.compile("pylock\\.[^.]+\\.toml");

    private final Path root;
    private final Optional<TomlValue.Table> pyproject;
    private final Optional<Path> workspace;

    /** The dialects, the best first. */
    private enum Dialect {
        UV("uv.lock"),
        PYLOCK("pylock.toml"),
        POETRY("poetry.lock"),
        PDM("pdm.lock"),
        PIPFILE("Pipfile.lock"),
        REQUIREMENTS("");

        private final String file;

        Dialect(String file) {
            this.file = file;
        }

        ProjectLock lock(Path path, List<String> passedOver) {
            return switch (this) {
                case UV -> new ProjectLock.Uv(path, passedOver);
                case PYLOCK -> new ProjectLock.Pylock(path, passedOver);
                case POETRY -> new ProjectLock.Poetry(path, passedOver);
                case PDM -> new ProjectLock.Pdm(path, passedOver);
                case PIPFILE -> new ProjectLock.Pipfile(path, passedOver);
                case REQUIREMENTS -> new ProjectLock.Requirements(path, passedOver);
            };
        }
    }

    /** A lock file that there is. */
    private record Found(Dialect dialect, Path file) {}

    /** @param workspace the lock above that holds the project */
    ProjectLocks(Path root, Optional<TomlValue.Table> pyproject, Optional<Path> workspace) {
        this.root = root;
        this.pyproject = pyproject;
        this.workspace = workspace;
    }

    static boolean hasAny(Path root) throws IOException {
        var locks = new ProjectLocks(root, Optional.empty(), Optional.empty());
        for (Dialect dialect : Dialect.values()) {
            if (!locks.filesOf(dialect).isEmpty()) {
                return true;
            }
        }
        return !RequirementsFiles.candidates(root).isEmpty();
    }

    /** @throws UserError when there is none, or nobody can say which */
    ProjectLock find() throws IOException {
        var found = new ArrayList<Found>();
        for (Dialect dialect : Dialect.values()) {
            filesOf(dialect).forEach(file -> found.add(new Found(dialect, file)));
        }
        if (found.isEmpty()) {
            if (workspace.isPresent()) {
                return new ProjectLock.Uv(workspace.get(), List.of());
            }
            List<Path> requirements = RequirementsFiles.candidates(root);
            if (requirements.isEmpty() && needsNothing()) {
                return new ProjectLock.Unneeded(root.resolve("pyproject.toml"));
            }
            throw unlocked(requirements);
        }
        Found first = found.getFirst();
        List<Found> others = found.subList(1, found.size());
        if (first.dialect() == Dialect.PYLOCK
                && !others.isEmpty()
                && others.getFirst().dialect() == Dialect.PYLOCK
                && !first.file().endsWith(Dialect.PYLOCK.file)) {
            throw new UserError(Problem.of(
                            ErrorCode.CONFIGURATION_INVALID,
                            "there are `" + name(first) + "` and `" + name(others.getFirst())
                                    + "`, and no `pylock.toml` to prefer",
                            "name the one for the image `pylock.toml`")
                    .at(Place.of(name(first))));
        }
        return first.dialect()
                .lock(first.file(), others.stream().map(this::name).toList());
    }

    private String name(Found found) {
        return root.relativize(found.file()).toString();
    }

    private List<Path> filesOf(Dialect dialect) throws IOException {
        if (dialect == Dialect.REQUIREMENTS) {
            return RequirementsFiles.locked(root);
        }
        var files = new ArrayList<Path>();
        if (Files.isRegularFile(root.resolve(dialect.file))) {
            files.add(root.resolve(dialect.file));
        }
        if (dialect == Dialect.PYLOCK) {
            try (Stream<Path> beside = Files.list(root)) {
                beside.filter(file -> NAMED_PYLOCK
                                        .matcher(file.getFileName().toString())
                                        .matches()
                                && Files.isRegularFile(file))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }

    /** A script beside no other file, or a project file that says so. What a tool or a program decides, nobody can see. */
    private boolean needsNothing() throws IOException {
        boolean others =
                Stream.of("Pipfile", "setup.py", "setup.cfg").anyMatch(name -> Files.exists(root.resolve(name)));
        if (others || isWorkspaceMember()) {
            return false;
        }
        if (pyproject.isEmpty()) {
            return true;
        }
        boolean isTools = Stream.of("poetry", "pdm")
                .anyMatch(name -> ProjectMetadata.tool(pyproject.get(), name).isPresent());
        return !isTools
                && pyproject.get().at("project").orElse(null) instanceof TomlValue.Table project
                && isEmpty(project.at("dependencies"))
                && isEmpty(project.at("optional-dependencies"))
                && !project.strings("dynamic", new ArrayList<>()).contains("dependencies");
    }

    private static boolean isEmpty(Optional<TomlValue> declared) {
        return declared.isEmpty()
                || declared.get() instanceof TomlValue.Array array
                        && array.items().isEmpty()
                || declared.get() instanceof TomlValue.Table table
                        && table.keys().isEmpty();
    }

    private UserError unlocked(List<Path> requirements) throws IOException {
        if (isWorkspaceMember()) {
            return new UserError(
                    ErrorCode.PROJECT_UNLOCKED,
                    "the `uv.lock` above does not hold this project",
                    "run `uv lock` in the workspace's folder, then build again");
        }
        String command = RequirementsFiles.repair(root, requirements)
                .orElseGet(() -> Files.isRegularFile(root.resolve("Pipfile")) ? "pipenv lock" : commandOfTool());
        if (!requirements.isEmpty()
                && RequirementsFiles.lockedIn(root, requirements.getFirst())
                        instanceof Locked.NotAtAll(var requirement, var place)) {
            return new UserError(Problem.of(
                            ErrorCode.PROJECT_UNLOCKED,
                            "`" + root.relativize(requirements.getFirst()) + "` does not pin `" + requirement
                                    + "` to one version, so the project is not locked",
                            "run `" + command + "`, then build again")
                    .at(place));
        }
        return new UserError(Problem.of(
                ErrorCode.PROJECT_UNLOCKED, "the project is not locked", "run `" + command + "`, then build again"));
    }

    private String commandOfTool() {
        if (pyproject.flatMap(file -> ProjectMetadata.tool(file, "poetry")).isPresent()) {
            return "poetry lock";
        }
        if (pyproject.flatMap(file -> ProjectMetadata.tool(file, "pdm")).isPresent()) {
            return "pdm lock";
        }
        return pyproject.flatMap(file -> file.at("project")).isPresent()
                ? "uv lock"
                : "uv pip compile --universal --generate-hashes requirements.in -o requirements.txt";
    }

    private boolean isWorkspaceMember() {
        boolean isProject = pyproject.flatMap(file -> file.at("project")).isPresent();
        for (Path above = root.getParent(); isProject && above != null; above = above.getParent()) {
            if (Files.isRegularFile(above.resolve(Dialect.UV.file))
                    && Files.isRegularFile(above.resolve("pyproject.toml"))) {
                return true;
            }
        }
        return false;
    }
}
