package dev.terrarium.project.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Finds the files with git's rules: {@code info/exclude}, the {@code .gitignore} of the directories above the project up to the
 * repository's root, and those inside.
 *
 * <p>The user's own {@code core.excludesFile} is left out: it is no part of the project, and two people would build two images.
 */
final class GitIgnoreFiles {
    private static final String NAME = ".gitignore";
    private static final int LONGEST = 1 << 20;

    private GitIgnoreFiles() {}

    /** The rules that hold at the project's root before its own {@code .gitignore} is read. */
    static IgnoreRules above(Path root) throws IOException {
        Optional<Path> repository = repository(root);
        if (repository.isEmpty()) {
            return IgnoreRules.NONE;
        }
        IgnoreRules rules = IgnoreRules.NONE;
        Optional<Path> exclude = infoExclude(repository.get().resolve(".git"));
        if (exclude.isPresent()) {
            rules = rules.plus(lines(exclude.get()), "", wayDown(repository.get(), root));
        }
        Deque<Path> directories = new ArrayDeque<>();
        for (Path at = root; !at.equals(repository.get()); at = parent(at)) {
            directories.push(parent(at));
        }
        for (Path directory : directories) {
            rules = rules.plus(lines(directory.resolve(NAME)), "", wayDown(directory, root));
        }
        return rules;
    }

    /** The rules below a directory of the project: those from above, and those of its own file. */
    static IgnoreRules below(IgnoreRules above, Path directory, String base) throws IOException {
        List<String> lines = lines(directory.resolve(NAME));
        return lines.isEmpty() ? above : above.plus(lines, base, "");
    }

    static Optional<Path> repository(Path root) {
        for (Path at = root; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /** In a linked worktree {@code .git} is a file that names the directory, and that one names the common one. */
    private static Optional<Path> infoExclude(Path git) throws IOException {
        Path directory = git;
        if (Files.isRegularFile(git)) {
            String named = String.join("", lines(git)).strip();
            if (!named.startsWith("gitdir:")) {
                return Optional.empty();
            }
            directory = git.resolveSibling(named.substring("gitdir:".length()).strip());
            List<String> common = lines(directory.resolve("commondir"));
            directory = common.isEmpty()
                    ? directory
                    : directory.resolve(common.getFirst().strip());
        }
        return Optional.of(directory.resolve("info/exclude")).filter(Files::isRegularFile);
    }

    private static String wayDown(Path directory, Path root) {
        String way = directory.relativize(root).toString();
        return way.isEmpty() ? "" : way + "/";
    }

    private static Path parent(Path path) {
        return Optional.ofNullable(path.getParent()).orElse(path);
    }

    /** Git does not follow a link here, so neither do we. */
    private static List<String> lines(Path file) throws IOException {
        if (!Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS) || !Files.isReadable(file)) {
            return List.of();
        }
        try (var in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
            String rest = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return Arrays.asList(rest.split("\n", -1)).stream()
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }
}
