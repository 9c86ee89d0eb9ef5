package dev.terrarium.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requirements files as far as it takes to choose one; what they hold is read in {@code python.lockfile}.
 *
 * <p>A file counts as locked when it, or one that it includes, holds a hash, or when it requires nothing at all. Whether every
 * requirement has its hash is found by whoever reads it, and told with lines.
 */
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
    private static final Pattern INCLUDE = Pattern.compile("(?m)^\\s*(?:-r|--requirement)[ =]?\\s*(\\S+)");
    private static final Pattern REQUIREMENT = Pattern.compile("(?m)^\\s*[^#\\s]");

    private RequirementsFiles() {}

    static List<Path> candidates(Path root) {
        return NAMES.stream().map(root::resolve).filter(Files::isRegularFile).toList();
    }

    static boolean isHashed(Path file) throws IOException {
        return isHashed(file, new HashSet<>());
    }

    private static boolean isHashed(Path file, Set<Path> seen) throws IOException {
        String text = text(file);
        if (text.contains("--hash=") || !REQUIREMENT.matcher(text).find()) {
            return true;
        }
        var included = new ArrayList<Path>();
        for (Matcher include = INCLUDE.matcher(text); include.find(); ) {
            included.add(file.resolveSibling(include.group(1)).normalize());
        }
        for (Path other : included) {
            if (seen.add(other) && Files.isRegularFile(other) && isHashed(other, seen)) {
                return true;
            }
        }
        return false;
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
