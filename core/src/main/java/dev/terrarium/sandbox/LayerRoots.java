package dev.terrarium.sandbox;

import dev.terrarium.archive.GzipInput;
import dev.terrarium.archive.tar.TarEntry;
import dev.terrarium.archive.tar.TarReader;
import dev.terrarium.io.Limits;
import dev.terrarium.oci.Layer;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The file system of an image on this machine's disk, from the very bytes of its layers: each layer unpacked once, and the whole put
 * together of hard links to them.
 *
 * <p>Not an overlay, which needs a privilege or a new kernel; not trees in memory, since what is tried is what will be delivered. All
 * files belong to whoever runs this program, who inside is the image's user, so a file of somebody else gets the rights that others
 * have.
 */
final class LayerRoots {
    private static final String FILES = "files";
    private static final String AMOUNT = "amount";
    private static final int OWNER = 6;
    private static final int USER = 10001;

    private final Roots roots;

    LayerRoots(Roots roots) {
        this.roots = roots;
    }

    /** Puts the layers together in a directory that does not exist yet. */
    void assemble(List<Layer> layers, Path directory) throws IOException {
        Files.createDirectory(directory);
        for (Layer layer : layers) {
            Path unpacked = roots.filled(layer.diffId(), LayerRoots::isWhole, into -> fill(layer, into));
            link(unpacked.resolve(FILES), directory);
        }
    }

    private static void fill(Layer layer, Path directory) throws IOException {
        unpack(layer, Files.createDirectory(directory.resolve(FILES)));
        Files.writeString(directory.resolve(AMOUNT), amount(directory.resolve(FILES)));
    }

    /** Whoever cleans up caches by age takes files one by one. */
    private static boolean isWhole(Path directory) {
        try {
            return Files.readString(directory.resolve(AMOUNT)).equals(amount(directory.resolve(FILES)));
        } catch (IOException e) {
            return false;
        }
    }

    private static String amount(Path directory) throws IOException {
        long[] amount = new long[2];
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                amount[0]++;
                amount[1] += attributes.size();
                return FileVisitResult.CONTINUE;
            }
        });
        return amount[0] + " " + amount[1];
    }

    private static void unpack(Layer layer, Path directory) throws IOException {
        try (InputStream in = GzipInput.open(layer.open(), Limits.LAYER)) {
            var tar = new TarReader(in, Limits.LAYER);
            for (Optional<TarReader.Member> next = tar.next(); next.isPresent(); next = tar.next()) {
                TarEntry entry = next.get().entry();
                if (!entry.path().isEmpty()) {
                    unpack(entry, tar.content(), directory);
                }
            }
        }
    }

    private static void unpack(TarEntry entry, InputStream content, Path directory) throws IOException {
        TreePath path = TreePath.parse(entry.path())
                .orElseThrow(() -> new IOException("a layer holds `" + entry.path() + "`, which is no path"));
        Path file = directory.resolve(path.text());
        switch (entry.type()) {
            case DIRECTORY -> Disk.directories(directory, path);
            case FILE -> {
                parent(directory, path);
                Files.copy(content, file);
                Files.setPosixFilePermissions(file, permissions(entry));
            }
            case SYMBOLIC_LINK -> {
                parent(directory, path);
                Files.createSymbolicLink(file, Path.of(entry.target()));
            }
            case HARD_LINK, CHARACTER_DEVICE, BLOCK_DEVICE, FIFO ->
                throw new IOException("a layer holds `" + path + "`, which no layer of ours does");
        }
    }

    private static void parent(Path directory, TreePath path) throws IOException {
        if (path.parent().isPresent()) {
            Disk.directories(directory, path.parent().get());
        }
    }

    /** Nothing is writable: the bytes are shared by all images that have the layer. */
    private static Set<PosixFilePermission> permissions(TarEntry entry) {
        int mine = entry.uid() == USER ? entry.mode() >> OWNER : entry.mode();
        String rights = ((mine & 4) != 0 ? "r" : "-") + "-" + ((mine & 1) != 0 ? "x" : "-");
        return PosixFilePermissions.fromString(rights + rights + rights);
    }

    /** Of two layers that have a file the upper one counts. */
    private static void link(Path layer, Path directory) throws IOException {
        Files.walkFileTree(layer, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                Path target = directory.resolve(layer.relativize(path).toString());
                if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                    Files.deleteIfExists(target);
                    Files.createDirectory(target);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                Path target = directory.resolve(layer.relativize(path).toString());
                Files.deleteIfExists(target);
                if (attributes.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Files.readSymbolicLink(path));
                } else {
                    Disk.linkOrCopy(path, target);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
