package dev.terrarium.python.wheel;

import dev.terrarium.oci.Digest;
import dev.terrarium.python.Metadata;
import dev.terrarium.python.WheelFilename;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A wheel as it stands in an image: a function of the wheel's bytes and the layout, of nothing else.
 *
 * @param blob the wheel in the store, of which most files are slices
 * @param tree every file at its path in the image; no bytecode
 * @param digests of the content of every file in the tree
 * @param entryPoints all groups, sorted
 * @param report what a person may want to know and nothing depends on
 */
public record InstalledWheel(
        WheelFilename filename,
        Digest blob,
        Metadata metadata,
        Tree tree,
        SortedMap<TreePath, Digest> digests,
        List<EntryPoint> entryPoints,
        Report report) {

    public InstalledWheel {
        digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
        entryPoints = List.copyOf(entryPoints);
    }

    /**
     * What was seen on the way.
     *
     * @param warnings each in one line
     * @param startup files that Python runs whenever it starts: {@code .pth} files, {@code sitecustomize}
     * @param skippedBytecode how many {@code .pyc} files the wheel brought, which are not installed
     */
    public record Report(List<String> warnings, List<TreePath> startup, int skippedBytecode) {
        public Report {
            warnings = List.copyOf(warnings);
            startup = List.copyOf(startup);
        }
    }

    /** {@code numpy 2.3.1}. */
    @Override
    public String toString() {
        return metadata.name() + " " + metadata.version();
    }
}
