package dev.terrarium.project.files;

import java.util.Set;

/** Where version controls keep what they know: the whole history, and often the login of the remote. */
final class VersionControl {
    private static final Set<String> NAMES = Set.of(".git", ".hg", ".svn", ".bzr");

    private VersionControl() {}

    static boolean isOne(String path) {
        return NAMES.contains(path.substring(path.lastIndexOf('/') + 1));
    }
}
