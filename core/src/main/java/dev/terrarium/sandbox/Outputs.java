package dev.terrarium.sandbox;

import dev.terrarium.io.LimitExceeded;
import dev.terrarium.io.Limits;
import dev.terrarium.oci.Digest;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;

/**
 * Takes what a command left behind into the store: copied while it is hashed, after everything that could still write is dead.
 *
 * <p>No link is followed, at the end of a path or in its middle: a command that puts a link where a file was expected would
 * otherwise have this process read the host's files for it.
 */
final class Outputs {
    private final Store store;
    private final Limits limits;
    private final Tree.Builder tree = Tree.builder();
    private long bytes;
    private int entries;

    Outputs(Store store, Limits limits) {
        this.store = store;
        this.limits = limits;
    }

    /** @throws UnusableOutput when an output is a link or a device, stands behind a link, or is too large */
    Tree collect(Path base, List<TreePath> outputs) throws IOException {
        for (TreePath output : outputs) {
            collect(base, output);
        }
        return tree.build();
    }

    private void collect(Path base, TreePath path) throws IOException {
        for (Optional<TreePath> above = path.parent();
                above.isPresent();
                above = above.get().parent()) {
            Path directory = base.resolve(above.get().text());
            if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw new UnusableOutput("`" + above.get() + "` is no directory any more");
            }
        }
        Path file = base.resolve(path.text());
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            take(file, path);
        }
    }

    private void take(Path file, TreePath path) throws IOException {
        if (++entries > limits.entries()) {
            throw new LimitExceeded("more than " + limits.entries() + " output files");
        }
        var attributes = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
            try (var children = Files.newDirectoryStream(file)) {
                for (Path child : children) {
                    String name = child.getFileName().toString();
                    take(child, TreePath.parse(path + "/" + name).orElseThrow());
                }
            }
        } else if (attributes.isRegularFile()) {
            bytes += attributes.size();
            if (bytes > limits.bytes()) {
                throw new LimitExceeded("more than " + limits.bytes() + " bytes of output");
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                Digest digest = store.put(in);
                var content = new Content.Stored(digest, 0, store.sizeOf(digest).orElseThrow());
                boolean executable = attributes.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
                tree.put(path, executable ? Entry.File.executable(content) : Entry.File.plain(content));
            }
        } else {
            throw new UnusableOutput("`" + path + "` is neither a file nor a directory");
        }
    }

    /** What a command left behind cannot be taken; the message says why, for whoever asked for it. */
    static final class UnusableOutput extends IOException {
        private static final long serialVersionUID = 1L;

        UnusableOutput(String message) {
            super(message);
        }
    }
}
