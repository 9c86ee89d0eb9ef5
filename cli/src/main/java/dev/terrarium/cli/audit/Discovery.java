package dev.terrarium.cli.audit;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds Dockerfiles below a directory, by their names, and the ignore file that counts for each. */
final class Discovery {
    /** Larger ones are no Dockerfiles: of those in public repositories none has a tenth of it. */
    static final long LARGEST = 1L << 20;

    private static final Pattern NAME =
            Pattern.compile("(?i)(Dockerfile|Containerfile)([.-].*)?|.*\\.(Dockerfile|Containerfile)");

    private static final Set<String> SKIPPED = Set.of(
            ".git", ".hg", ".svn", "node_modules", ".venv", "venv", "site-packages", "__pycache__", ".tox", ".nox");

    private Discovery() {}

    /**
     * @param path a file, which is taken whatever its name, or a directory
     * @throws UserError when nothing is there
     */
    static List<Path> dockerfiles(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw new UserError(
                    ErrorCode.PROJECT_NOT_FOUND,
                    "`" + path + "` is neither a file nor a directory",
                    "name a Dockerfile, or a directory that holds some");
        }
        var found = new TreeSet<Path>();
        Files.walkFileTree(path, new Visitor(path, found));
        return new ArrayList<>(found);
    }

    /** {@code NAME.dockerignore} beside the file counts before {@code .dockerignore} of the directory that is built. */
    static Optional<String> ignoreFile(Path dockerfile, Path context) throws IOException {
        for (Path candidate : List.of(
                dockerfile.resolveSibling(dockerfile.getFileName() + ".dockerignore"),
                dockerfile.resolveSibling(".dockerignore"),
                context.resolve(".dockerignore"))) {
            if (Files.isRegularFile(candidate) && Files.size(candidate) <= LARGEST) {
                return Optional.of(new String(Files.readAllBytes(candidate), StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    /** @throws UserError when it is too large to be one */
    static byte[] read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new UserError(
                    ErrorCode.PROJECT_NOT_FOUND,
                    "`" + file + "` is larger than 1 MB, and no Dockerfile",
                    "name another file");
        }
        return Files.readAllBytes(file);
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final Path root;
        private final Set<Path> found;

        private Visitor(Path root, Set<Path> found) {
            this.root = root;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean skip = !directory.equals(root)
                    && SKIPPED.contains(directory.getFileName().toString());
            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && NAME.matcher(name).matches()
                    && !name.endsWith(".dockerignore")
                    && attributes.size() <= LARGEST) {
                found.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
