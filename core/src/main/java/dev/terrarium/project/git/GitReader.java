package dev.terrarium.project.git;

import dev.terrarium.io.Environment;
import dev.terrarium.project.Project;
import dev.terrarium.project.files.FileWalk;
import dev.terrarium.project.files.GitBlob;
import dev.terrarium.project.files.ProjectFiles;
import dev.terrarium.project.files.ProjectFiles.Facts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks git about a project.
 *
 * <p>Not {@code git status}: that looks at times and sizes, at files that never go in, and at filters of the user's configuration.
 * Here the content of what goes in is compared with the commit, so the answer is the same for everybody who has the same files.
 */
public final class GitReader {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern COMMITTER = Pattern.compile("(?m)^committer .*> (\\d{1,12}) [+-]\\d{4}$");

    private final Git git;
    private final Path root;

    private GitReader(Git git, Path root) {
        this.git = git;
        this.root = root;
    }

    /**
     * What git knows; {@link GitFacts#UNKNOWN} where it is missing or there is no commit.
     *
     * <p>Files that decide how it is built count too: the project file, the configuration, the lock of the project. The lock of
     * this program and what the build writes never do.
     *
     * @param files what goes in
     * @param outputs what this build writes to
     */
    public static GitFacts read(
            Project project, ProjectFiles files, Collection<Path> outputs, Environment environment) {
        Path root = project.directory();
        Predicate<String> wouldGoIn =
                FileWalk.wouldGoIn(root, project.configuration().selection(), outputs);
        var deciding = new ArrayList<>(List.of("pyproject.toml", "terrarium.toml", ".python-version"));
        deciding.add(root.relativize(project.lock().file()).toString());
        return Git.find(environment.variable("PATH").orElse("/usr/bin:/bin"), root)
                .flatMap(git -> new GitReader(git, root).facts(files, deciding, wouldGoIn))
                .orElse(GitFacts.UNKNOWN);
    }

    private Optional<GitFacts> facts(ProjectFiles files, Collection<String> deciding, Predicate<String> wouldGoIn) {
        Optional<String> commit = git.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
                .map(String::strip)
                .filter(id -> COMMIT.matcher(id).matches());
        if (commit.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> time = git.ask("cat-file", "commit", commit.get())
                .map(COMMITTER::matcher)
                .filter(Matcher::find)
                .map(found -> Instant.ofEpochSecond(Long.parseLong(found.group(1))));
        Optional<String> remote = git.ask("config", "--get", "remote.origin.url")
                .map(String::strip)
                .flatMap(Remotes::shown);
        boolean dirty = Committed.read(git, root, commit.get())
                .map(committed -> isDirty(files, deciding, wouldGoIn, committed))
                .orElse(true);
        return Optional.of(new GitFacts(commit, time, remote, dirty));
    }

    private boolean isDirty(
            ProjectFiles files, Collection<String> deciding, Predicate<String> wouldGoIn, Committed committed) {
        boolean changed = files.facts().entrySet().stream()
                .anyMatch(file -> !isHeld(committed.files().get(file.getKey().text()), file.getValue()));
        boolean deleted = committed.files().keySet().stream()
                .anyMatch(path -> !Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS) && wouldGoIn.test(path));
        return changed || deleted || deciding.stream().anyMatch(name -> differs(name, committed));
    }

    private static boolean isHeld(Committed.@Nullable Held held, Facts facts) {
        return held != null
                && held.mode().equals(facts.mode())
                && (held.blob().equals(facts.blob()) || held.blob().equals(pointer(facts)));
    }

    /** What git holds of a file that Git LFS keeps elsewhere: a text with the digest of its content. */
    private static String pointer(Facts facts) {
        String text =
                "version https://git-lfs.github.com/spec/v1\noid " + facts.digest() + "\nsize " + facts.size() + "\n";
        return GitBlob.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private boolean differs(String name, Committed committed) {
        Optional<String> held = name.startsWith("../")
                ? git.ask("rev-parse", "--verify", "--quiet", "HEAD:" + name).map(String::strip)
                : Optional.ofNullable(committed.files().get(name)).map(Committed.Held::blob);
        Path file = root.resolve(name);
        try {
            boolean exists = Files.isRegularFile(file);
            return exists != held.isPresent() || exists && !held.get().equals(GitBlob.of(Files.readAllBytes(file)));
        } catch (IOException e) {
            return true;
        }
    }
}
