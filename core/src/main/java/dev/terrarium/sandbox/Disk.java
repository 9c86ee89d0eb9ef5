package dev.terrarium.sandbox;

import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Trees as files on this machine's disk, whatever the umask: directories 0755, files with write permission or without. */
final class Disk {
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwxr-xr-x");

    private Disk() {}

    /** Writes a tree below a directory that exists; whatever of it is there already is an error. */
    static void write(Tree tree, Contents contents, Path base, boolean writable) throws IOException {
        for (var entry : tree.entries().entrySet()) {
            Path path = base.resolve(entry.getKey().text());
            switch (entry.getValue()) {
                case Entry.Directory ignored -> directories(base, path);
                case Entry.File file -> {
                    directories(base, parent(path));
                    copy(contents, file.content(), path);
                    Files.setPosixFilePermissions(path, permissions(writable, file.isExecutable()));
                }
                case Entry.Link(var target) -> {
                    directories(base, parent(path));
                    Files.createSymbolicLink(path, Path.of(target));
                }
            }
        }
    }

    /** Makes a directory of the tree, and those above it. */
    static void directories(Path base, TreePath path) throws IOException {
        directories(base, base.resolve(path.text()));
    }

    private static void directories(Path base, Path path) throws IOException {
        if (path.equals(base) || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        directories(base, parent(path));
        try {
            Files.createDirectory(path);
            Files.setPosixFilePermissions(path, DIRECTORY);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        }
    }

    /** The same file under a second name, or, where the file system has no such thing, its copy. */
    static void linkOrCopy(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Copies a directory with all in it, writable; links stay what they are. */
    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var children = Files.newDirectoryStream(from)) {
            for (Path child : children) {
                Path target = to.resolve(from.relativize(child));
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    copy(child, target);
                } else {
                    Files.copy(child, target, LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    private static void copy(Contents contents, Content content, Path path) throws IOException {
        try (InputStream in = contents.open(content)) {
            long length = Files.copy(in, path);
            if (length != content.size()) {
                throw new IOException("`" + path + "` has " + length + " bytes instead of " + content.size());
            }
        }
    }

    private static Set<PosixFilePermission> permissions(boolean writable, boolean executable) {
        String owner = "r" + (writable ? "w" : "-") + (executable ? "x" : "-");
        String others = "r-" + (executable ? "x" : "-");
        return PosixFilePermissions.fromString(owner + others + others);
    }

    /** Removes a directory and all in it, also what a command left without permissions. */
    static void remove(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                Files.setPosixFilePermissions(path, DIRECTORY);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(path);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                Files.setPosixFilePermissions(path, DIRECTORY);
                remove(path);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path path, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(path);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent(), "a file of a tree stands in a directory");
    }
}
