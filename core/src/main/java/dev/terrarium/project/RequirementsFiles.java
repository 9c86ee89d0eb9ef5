package dev.terrarium.project;

import dev.terrarium.python.lockfile.PinnedRequirements;
import dev.terrarium.python.lockfile.PinnedRequirements.Locked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Requirements files as far as it takes to choose one; what they hold is read in {@code python.lockfile}. */
final class RequirementsFiles {
    /** In this order; files for development and tests are never taken by themselves. */
    private static final List<String> NAMES = List.of(
            "requirements.txt",
            "requirements.lock",
            "requirements/production.txt",
            "requirements/prod.txt",
            "requirements/main.txt",
            "requirements/base.txt",
            "requirements/requirements.txt");

    private static final int LONGEST = 16 << 20;

    private RequirementsFiles() {}

    static List<Path> candidates(Path root) {
        return NAMES.stream().map(root::resolve).filter(Files::isRegularFile).toList();
    }

    /** Those in which every requirement has a hash, in their order, then those in which every one has at least its version. */
    static List<Path> locked(Path root) {
        var byHash = new ArrayList<Path>();
        var byVersion = new ArrayList<Path>();
        for (Path file : candidates(root)) {
            switch (lockedIn(root, file)) {
                case Locked.ByHash hash -> byHash.add(file);
                case Locked.ByVersion version -> byVersion.add(file);
                case Locked.NotAtAll not -> {}
            }
        }
        byHash.addAll(byVersion);
        return byHash;
    }

    static Locked lockedIn(Path root, Path file) {
        return PinnedRequirements.lockedIn(file, root.relativize(file).toString());
    }

    /** The command that makes a locked file of what is there, in the words of the tool that was used, if any was. */
    static Optional<String> repair(Path root, List<Path> unhashed) throws IOException {
        boolean hasInput = Files.isRegularFile(root.resolve("requirements.in"));
        if (unhashed.isEmpty()) {
            return hasInput
                    ? Optional.of("uv pip compile --universal --generate-hashes requirements.in -o requirements.txt")
                    : Optional.empty();
        }
        String name = root.relativize(unhashed.getFirst()).toString();
        String text = text(unhashed.getFirst());
        String input = hasInput ? "requirements.in" : "pyproject.toml";
        if (text.contains("uv pip compile")) {
            return Optional.of("uv pip compile --universal --generate-hashes " + input + " -o " + name);
        }
        if (text.contains("pip-compile")) {
            return Optional.of("pip-compile --generate-hashes --output-file=" + name + " " + input);
        }
        if (text.contains("uv export")) {
            return Optional.of("uv export --no-dev --no-emit-project --output-file " + name);
        }
        return Optional.of("uv pip compile --universal --generate-hashes " + name + " -o requirements.lock");
    }

    private static String text(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        }
    }
}
