package dev.terrarium.project;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads projects: the entry point of this room. */
public final class Projects {
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
            return new ProjectReading(root, "").project(progress);
        } catch (IOException e) {
            throw new EnvironmentError(
                    Problem.of(ErrorCode.DISK_FAILED, "could not read the project: " + reason(e)), e);
        }
    }

    /**
     * Reads a project that another one of the repository depends on, which is built and never started.
     *
     * @param needing the one that depends on it
     */
    public static Project library(Path directory, Project needing) {
        String shown = needing.directory().relativize(directory) + "/";
        try {
            return new ProjectReading(directory, shown).library(needing.lock());
        } catch (IOException e) {
            throw new EnvironmentError(
                    Problem.of(ErrorCode.DISK_FAILED, "could not read `" + printable(directory) + "`: " + reason(e)),
                    e);
        }
    }

    /** The folder of a workspace's member, by its name. */
    public static Path member(Path directory, String name) {
        return Workspaces.member(directory.toAbsolutePath().normalize(), name);
    }

    static String printable(Path path) {
        return path.toString().replaceAll("\\p{Cntrl}", "?");
    }

    private static String reason(IOException e) {
        String kind = e.getClass().getSimpleName();
        return (kind + ": " + e.getMessage()).replaceAll("\\p{Cntrl}", "?");
    }
}
