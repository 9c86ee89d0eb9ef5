package dev.terrarium.project;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.project.configuration.Names;
import dev.terrarium.project.configuration.Spelling;
import dev.terrarium.python.lockfile.LocalProject;
import dev.terrarium.python.lockfile.UvLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The projects that share one {@code uv.lock}: a workspace and its members.
 *
 * <p>Not read from the patterns of {@code [tool.uv.workspace]}: the lock names every member with its folder, and without the lock
 * none of them can be built.
 */
final class Workspaces {
    private static final String LOCK = "uv.lock";

    private Workspaces() {}

    /** The lock of a workspace above a folder that holds that folder's project. */
    static Optional<Path> lockOf(Path directory) {
        for (Path above = directory.getParent(); above != null; above = above.getParent()) {
            Path lock = above.resolve(LOCK);
            if (Files.isRegularFile(lock)) {
                return members(lock).stream()
                                .anyMatch(member -> member.directory().equals(directory))
                        ? Optional.of(lock)
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * The folder of a member, by its name.
     *
     * @param directory of the workspace, or of any of its members
     */
    static Path member(Path directory, String name) {
        Path lock = Files.isRegularFile(directory.resolve(LOCK))
                ? directory.resolve(LOCK)
                : lockOf(directory)
                        .orElseThrow(() -> new UserError(
                                ErrorCode.PROJECT_UNLOCKED,
                                "there is no uv workspace with a package `" + name
                                        + "`: no `uv.lock` holds this folder",
                                "run `uv lock` in the workspace's folder, then build again"));
        List<LocalProject> members = members(lock);
        return members.stream()
                .filter(member -> member.name().text().equals(Names.normalised(name)))
                .map(LocalProject::directory)
                .findFirst()
                .orElseThrow(() -> unknown(name, members));
    }

    /** The projects of the workspace whose lock lies in a folder. */
    static List<String> names(Path directory) {
        Path lock = directory.resolve(LOCK);
        return Files.isRegularFile(lock)
                ? members(lock).stream()
                        .map(member -> member.name().text())
                        .sorted()
                        .toList()
                : List.of();
    }

    private static UserError unknown(String name, List<LocalProject> members) {
        List<String> names =
                members.stream().map(member -> member.name().text()).sorted().toList();
        Problem problem = Problem.of(
                ErrorCode.CONFIGURATION_INVALID,
                "the workspace has no package `" + name.replaceAll("\\p{Cntrl}", "?") + "`: it has "
                        + String.join(", ", names));
        return new UserError(Spelling.nearest(name, names)
                .map(near -> problem.withHint("did you mean `" + near + "`?"))
                .orElse(problem));
    }

    private static List<LocalProject> members(Path lock) {
        return UvLock.read(lock, LOCK).members();
    }
}
