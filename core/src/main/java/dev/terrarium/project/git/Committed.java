package dev.terrarium.project.git;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of a commit below the project's directory.
 *
 * @param files path relative to the project to what git holds there
 */
record Committed(Map<String, Held> files) {
    private static final String SUBMODULE = "160000";
    private static final int DEEPEST = 10;

    /** @param mode {@code 100644}, {@code 100755} or {@code 120000} */
    record Held(String mode, String blob) {}

    Committed {
        files = Map.copyOf(files);
    }

    static Optional<Committed> read(Git git, Path root, String commit) {
        var files = new TreeMap<String, Held>();
        return add(git, root, commit, "", files, 0) ? Optional.of(new Committed(files)) : Optional.empty();
    }

    /** Submodules are read at the commit that is recorded for them; one that is not checked out adds nothing. */
    private static boolean add(Git git, Path root, String commit, String base, Map<String, Held> files, int depth) {
        Optional<String> listed = git.in(root.resolve(base)).ask("ls-tree", "-r", "-z", commit);
        if (listed.isEmpty() || depth > DEEPEST) {
            return false;
        }
        for (String entry : listed.get().split("\0")) {
            int tab = entry.indexOf('\t');
            String[] held = tab < 0 ? new String[0] : entry.substring(0, tab).split(" ");
            if (held.length == 3) {
                String path = base + entry.substring(tab + 1);
                if (held[0].equals(SUBMODULE)) {
                    if (Files.exists(root.resolve(path).resolve(".git"))) {
                        add(git, root, held[2], path + "/", files, depth + 1);
                    }
                } else {
                    files.put(path, new Held(held[0], held[2]));
                }
            }
        }
        return true;
    }
}
