package dev.terrarium.python.lockfile;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.python.toml.Toml;
import dev.terrarium.python.toml.TomlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A lock and the project file that it was written for, as far as they are TOML: where Poetry's and PDM's locks begin.
 *
 * @param directory where the lock lies: paths in it are relative to it
 */
record LockedProject(TomlValue.Table lock, TomlValue.Table pyproject, Path directory) {
    private static final String PYPROJECT = "pyproject.toml";

    /**
     * @param shownAs the lock's name as the person would type it
     * @param pyproject may be missing: then nothing is declared
     */
    static LockedProject read(Path file, String shownAs, Path pyproject) {
        try {
            return new LockedProject(
                    Toml.read(file, shownAs, ErrorCode.LOCK_INVALID),
                    Files.isRegularFile(pyproject)
                            ? Toml.read(pyproject, PYPROJECT, ErrorCode.PROJECT_INVALID)
                            : Toml.parse("", PYPROJECT, ErrorCode.PROJECT_INVALID),
                    file.toAbsolutePath().resolveSibling(".").normalize());
        } catch (IOException e) {
            throw new EnvironmentError(ErrorCode.DISK_FAILED, "could not read `" + shownAs + "`: " + e.getMessage());
        }
    }

    static LockedProject parse(String text, String shownAs, String pyproject, Path directory) {
        return new LockedProject(
                Toml.parse(text, shownAs, ErrorCode.LOCK_INVALID),
                Toml.parse(pyproject, PYPROJECT, ErrorCode.PROJECT_INVALID),
                directory);
    }
}
