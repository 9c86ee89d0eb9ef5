package dev.terrarium.make.layer;

import dev.terrarium.archive.tar.TarEntry;
import dev.terrarium.archive.tar.TarHeader;
import dev.terrarium.tree.TreePath;
import java.util.Map;

/**
 * How an entry of a tree stands in a layer's tar: what a tree does not say, and is the same in every image.
 *
 * <p>Owners follow from the path and are numbers: files are root's and cannot be changed by the program that runs, but for the
 * home directory of the user that it runs as. Its group is root's: platforms that give each container a user of its own leave
 * it in that group. There is one time for everything.
 */
public final class TarRules {
    /** Part of every fragment's key: changes with every change of the bytes in a tar. */
    public static final int VERSION = 2;

    /** 1980-01-01T00:00:00Z, the first time that a zip can say as well. */
    static final long MTIME = 315_532_800;

    private static final TreePath HOME = TreePath.of("home/app");
    private static final int USER = 10_001;

    /** Modes of directories that are in every image and not plain; a fragment that only has files in one need not say it. */
    private static final Map<String, Integer> WELL_KNOWN =
            Map.of("tmp", 01777, "var/tmp", 01777, "root", 0700, "home/app", 0775);

    private TarRules() {}

    static byte[] header(TarEntry entry) {
        int owner = TreePath.of(entry.path()).startsWith(HOME) ? USER : 0;
        return TarHeader.of(entry.ownedBy(owner, 0), MTIME);
    }

    /** The mode of a directory of which no tree says one. */
    static int modeOfDirectory(TreePath path) {
        return WELL_KNOWN.getOrDefault(path.text(), 0755);
    }
}
