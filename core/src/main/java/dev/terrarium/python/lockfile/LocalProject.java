package dev.terrarium.python.lockfile;

import dev.terrarium.python.PackageName;
import java.nio.file.Path;

/**
 * Another project of the same repository that a lock wants installed: a member of a workspace, a dependency by path.
 *
 * <p>Not a {@link LockedPackage}: nobody has a wheel of it, and its sources are what identifies it.
 *
 * @param directory absolute, with the project's own files
 */
public record LocalProject(PackageName name, Path directory) {
    public LocalProject {
        directory = directory.normalize();
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("the folder of a project is absolute: " + directory);
        }
    }
}
