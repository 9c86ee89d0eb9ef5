package dev.terrarium.project.files;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.oci.Digest;
import dev.terrarium.secret.Finding;
import dev.terrarium.secret.Secrets;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Takes files in: their bytes, their names for us and for git, their mode.
 *
 * <p>Small files are kept in memory and not put into the store: sources are small and many, each costs a flush there, and the
 * fragment that is made of them holds their bytes anyway. Every file is read, never judged by its time and size: only so is the
 * same content the same image.
 */
final class Intake {
    private static final int SMALL = 64 << 10;
    private static final long MOST_IN_MEMORY = 64L << 20;

    private final Path root;
    private final Store store;
    private final Tree.Builder tree = Tree.builder();
    private final TreeMap<TreePath, ProjectFiles.Facts> facts = new TreeMap<>();
    private final List<String> keys = new ArrayList<>();
    private final List<Suspect> suspects = new ArrayList<>();
    private final Allowances allowances;
    private long inMemory;

    Intake(Path root, Store store, Allowances allowances) {
        this.root = root;
        this.store = store;
        this.allowances = allowances;
    }

    void file(Path file, String path) throws IOException {
        boolean executable = Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
        long size = Files.size(file);
        boolean small = size <= SMALL && inMemory + size <= MOST_IN_MEMORY;
        if (small) {
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(SMALL + 1);
            }
            if (bytes.length <= SMALL) {
                Digest digest = Digest.ofBytes(bytes);
                boolean suspect = look(path, bytes, digest, false);
                if (!suspect && Secrets.isPrivateKey(bytes) && !allowances.permit(path)) {
                    keys.add(path);
                    return;
                }
                inMemory += bytes.length;
                put(path, new Content.Inline(bytes), executable, digest, GitBlob.of(bytes));
                return;
            }
        }
        large(file, path, executable);
    }

    /** Read twice when it is new, once when the store has it: a build of unchanged files writes nothing. */
    private void large(Path file, String path, boolean executable) throws IOException {
        Digest digest;
        String blob;
        try (var hashing = new GitBlob.Hashing(Files.newInputStream(file), Files.size(file))) {
            digest = Digest.ofStream(hashing);
            blob = hashing.ended();
        }
        if (!store.has(digest)) {
            Digest stored;
            try (InputStream in = Files.newInputStream(file)) {
                stored = store.put(in);
            }
            if (!stored.equals(digest)) {
                throw new IOException("`" + root.relativize(file) + "` was changed while it was read");
            }
        }
        long size = store.sizeOf(digest).orElseThrow(() -> new IOException("the store lost a file while it was used"));
        try (InputStream in = Files.newInputStream(file)) {
            look(path, in.readNBytes(Secrets.MOST_BYTES), digest, false);
        }
        put(path, new Content.Stored(digest, 0, size), executable, digest, blob);
    }

    /** Looks at a file that stays out by its name: what is in it is worth a word before somebody publishes it. */
    void personal(Path file, String path) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(Secrets.MOST_BYTES);
            look(path, bytes, Digest.ofBytes(bytes), true);
        }
    }

    /** Whether there are secrets in it that nobody allowed. */
    private boolean look(String path, byte[] bytes, Digest digest, boolean personal) {
        List<Finding> findings = Secrets.in(path, bytes);
        if (findings.isEmpty() || allowances.permit(path)) {
            return false;
        }
        suspects.add(new Suspect(path, digest, personal, findings));
        return true;
    }

    private void put(String path, Content content, boolean executable, Digest digest, String blob) {
        TreePath at = TreePath.of(path);
        tree.put(at, executable ? Entry.File.executable(content) : Entry.File.plain(content));
        facts.put(at, new ProjectFiles.Facts(executable ? "100755" : "100644", digest, blob, content.size()));
    }

    void link(String path, String target) {
        byte[] bytes = target.getBytes(StandardCharsets.UTF_8);
        TreePath at = TreePath.of(path);
        tree.put(at, new Entry.Link(target));
        facts.put(at, new ProjectFiles.Facts("120000", Digest.ofBytes(bytes), GitBlob.of(bytes), bytes.length));
    }

    /** Paths of private keys, which were left out. */
    List<String> keys() {
        return List.copyOf(keys);
    }

    ProjectFiles finish(List<Problem> problems) {
        if (facts.isEmpty() && problems.isEmpty()) {
            problems.add(Problem.of(
                    ErrorCode.PROJECT_INVALID,
                    "none of the project's files would go in: all of them are ignored or excluded",
                    "look at `exclude` and at `.gitignore`"));
        }
        return new ProjectFiles(tree.build(), facts, suspects);
    }
}
