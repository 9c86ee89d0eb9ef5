package dev.terrarium.project;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.python.toml.TomlValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a project is a package, and which back-end builds it.
 *
 * <p>Without {@code [build-system]} the specification says setuptools. Most such projects are applications, though, and uv takes
 * them for that; so do we, unless there is a {@code setup.py} or {@code setup.cfg}, or {@code tool.uv.package} says so.
 */
final class BuildSystems {
    private final Path root;
    private final List<Problem> problems;

    BuildSystems(Path root, List<Problem> problems) {
        this.root = root;
        this.problems = problems;
    }

    Optional<BuildSystem> of(Optional<TomlValue.Table> pyproject) {
        Optional<Boolean> wanted = pyproject.flatMap(BuildSystems::packageWanted);
        if (wanted.isPresent() && !wanted.get()) {
            return Optional.empty();
        }
        Optional<TomlValue.Table> table = pyproject.flatMap(file -> file.table("build-system", problems));
        if (table.isPresent()) {
            return read(table.get());
        }
        boolean legacy =
                Files.isRegularFile(root.resolve("setup.py")) || Files.isRegularFile(root.resolve("setup.cfg"));
        return legacy || wanted.isPresent() ? Optional.of(BuildSystem.LEGACY) : Optional.empty();
    }

    /** {@code tool.uv.package} and Poetry's {@code package-mode}. */
    private static Optional<Boolean> packageWanted(TomlValue.Table pyproject) {
        return ProjectMetadata.tool(pyproject, "uv")
                .flatMap(uv -> flag(uv, "package"))
                .or(() -> ProjectMetadata.tool(pyproject, "poetry").flatMap(poetry -> flag(poetry, "package-mode")));
    }

    private static Optional<Boolean> flag(TomlValue.Table table, String key) {
        return table.at(key).orElse(null) instanceof TomlValue.Flag(var value, var spot)
                ? Optional.of(value)
                : Optional.empty();
    }

    private Optional<BuildSystem> read(TomlValue.Table table) {
        List<String> requires = table.strings("requires", problems);
        if (table.at("requires").isEmpty()) {
            problems.add(table.spot().problem("`[build-system]` has no `requires`"));
        }
        String backend = table.string("build-backend", problems).orElse(BuildSystem.LEGACY.backend());
        if (table.at("backend-path").isPresent()) {
            problems.add(Problem.of(
                            ErrorCode.NOT_IN_THIS_VERSION,
                            "a build back-end inside the project (`backend-path`) is not in this version",
                            "build with a back-end from an index: uv_build, setuptools, hatchling, poetry-core")
                    .at(table.at("backend-path").get().spot().place()));
        }
        return Optional.of(new BuildSystem(backend, requires));
    }
}
