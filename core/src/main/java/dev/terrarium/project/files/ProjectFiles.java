package dev.terrarium.project.files;

import dev.terrarium.oci.Digest;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a project that go in: as a tree, and with what identifies each.
 *
 * <p>For an application they are what the image holds; for a package, what its back-end sees. Read with {@link FileWalk}.
 *
 * @param tree files, and links that stay inside; no empty directories
 * @param facts of each entry of the tree
 * @param suspects files with secrets that nobody allowed, sorted by path
 */
public record ProjectFiles(Tree tree, SortedMap<TreePath, Facts> facts, List<Suspect> suspects) {
    public ProjectFiles {
        suspects = List.copyOf(suspects);
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        if (!facts.keySet().equals(tree.entries().keySet())) {
            throw new IllegalArgumentException("facts of other files than those of the tree");
        }
    }

    /**
     * What identifies a file's content.
     *
     * @param mode as git has it: {@code 100644}, {@code 100755} or, for a link, {@code 120000}
     * @param digest of the bytes, or of a link's target
     * @param blob the name that git would give to the content, 40 hexadecimal digits
     */
    public record Facts(String mode, Digest digest, String blob, long size) {}

    /** Identifies everything that went in: paths, modes, bytes. */
    public Digest digest() {
        MessageDigest running = Digest.sha256();
        facts.forEach((path, one) -> {
            running.update((one.mode + " " + one.digest.hex() + " ").getBytes(StandardCharsets.UTF_8));
            running.update((path + "\0").getBytes(StandardCharsets.UTF_8));
        });
        return new Digest(HexFormat.of().formatHex(running.digest()));
    }

    public long size() {
        return tree.size();
    }

    public int count() {
        return facts.size();
    }

    boolean has(String path) {
        return tree.at(path).filter(Entry.File.class::isInstance).isPresent();
    }
}
