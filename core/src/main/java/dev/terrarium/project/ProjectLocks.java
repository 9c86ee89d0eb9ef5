package dev.terrarium.project;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.python.toml.TomlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses among the lock files of a project: {@code uv.lock}, else a requirements file with hashes.
 *
 * <p>The other tools' dialects are not read in this version; a project that has nothing else is told how to export its lock. An
 * exported requirements file then wins over the lock it came from, and that is said.
 */
final class ProjectLocks {
    private static final String UV = "uv.lock";

    /** Other tools' locks in their order of precedence, and the command that turns each into a requirements file. */
    private static final Map<String, String> OTHERS = new LinkedHashMap<>();

    static {
        OTHERS.put("pylock.toml", "uv lock");
        OTHERS.put("poetry.lock", "poetry export --format requirements.txt --output requirements.txt");
        OTHERS.put("pdm.lock", "pdm export --format requirements --output requirements.txt");
        OTHERS.put("Pipfile.lock", "pipenv requirements --hash > requirements.txt");
    }

    private final Path root;
    private final Optional<TomlValue.Table> pyproject;

    ProjectLocks(Path root, Optional<TomlValue.Table> pyproject) {
        this.root = root;
        this.pyproject = pyproject;
    }

    static boolean hasAny(Path root) throws IOException {
        return Files.isRegularFile(root.resolve(UV))
                || OTHERS.keySet().stream().anyMatch(name -> Files.isRegularFile(root.resolve(name)))
                || !RequirementsFiles.candidates(root).isEmpty();
    }

    /** @throws UserError when there is none, or none that this version reads */
    ProjectLock find() throws IOException {
        List<Path> requirements = RequirementsFiles.candidates(root);
        List<Path> hashed = new ArrayList<>();
        for (Path file : requirements) {
            if (RequirementsFiles.isHashed(file)) {
                hashed.add(file);
            }
        }
        List<String> others = OTHERS.keySet().stream()
                .filter(name -> Files.isRegularFile(root.resolve(name)))
                .toList();
        if (Files.isRegularFile(root.resolve(UV))) {
            return new ProjectLock.Uv(root.resolve(UV), both(others, names(hashed)));
        }
        if (!hashed.isEmpty()) {
            List<String> rest = both(others, names(hashed.subList(1, hashed.size())));
            return new ProjectLock.Requirements(hashed.getFirst(), rest);
        }
        if (!others.isEmpty()) {
            String first = others.getFirst();
            throw new UserError(Problem.of(
                            ErrorCode.NOT_IN_THIS_VERSION,
                            "`" + first + "` is not in this version, and there is no other lock",
                            "run `" + OTHERS.get(first) + "`, then build again")
                    .at(Place.of(first)));
        }
        throw unlocked(requirements);
    }

    private UserError unlocked(List<Path> requirements) throws IOException {
        if (isWorkspaceMember()) {
            return new UserError(
                    ErrorCode.NOT_IN_THIS_VERSION,
                    "a member of a uv workspace is not in this version",
                    "run `uv export --no-dev --no-emit-workspace --output-file requirements.txt` in it, then build again");
        }
        String command = RequirementsFiles.repair(root, requirements)
                .orElseGet(() -> Files.isRegularFile(root.resolve("Pipfile"))
                        ? "pipenv lock && " + OTHERS.get("Pipfile.lock")
                        : commandOfTool());
        String message = requirements.isEmpty()
                ? "the project is not locked"
                : "`" + root.relativize(requirements.getFirst()) + "` has no hashes, so the project is not locked";
        return new UserError(
                Problem.of(ErrorCode.PROJECT_UNLOCKED, message, "run `" + command + "`, then build again"));
    }

    private String commandOfTool() {
        if (pyproject.flatMap(file -> ProjectMetadata.tool(file, "poetry")).isPresent()) {
            return "poetry lock && " + OTHERS.get("poetry.lock");
        }
        if (pyproject.flatMap(file -> ProjectMetadata.tool(file, "pdm")).isPresent()) {
            return "pdm lock && " + OTHERS.get("pdm.lock");
        }
        return pyproject.flatMap(file -> file.at("project")).isPresent()
                ? "uv lock"
                : "uv pip compile --universal --generate-hashes requirements.in -o requirements.txt";
    }

    private boolean isWorkspaceMember() {
        boolean isProject = pyproject.flatMap(file -> file.at("project")).isPresent();
        for (Path above = root.getParent(); isProject && above != null; above = above.getParent()) {
            if (Files.isRegularFile(above.resolve(UV)) && Files.isRegularFile(above.resolve("pyproject.toml"))) {
                return true;
            }
        }
        return false;
    }

    private List<String> names(List<Path> files) {
        return files.stream().map(file -> root.relativize(file).toString()).toList();
    }

    private static List<String> both(List<String> some, List<String> others) {
        var all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }
}
