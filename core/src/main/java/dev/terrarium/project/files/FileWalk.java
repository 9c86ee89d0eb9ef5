package dev.terrarium.project.files;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Progress;
import dev.terrarium.project.configuration.Configuration.Selection;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Walks a project and takes in what goes in; everything that cannot go in is told at once. */
public final class FileWalk {
    private static final int PERSONAL_DEPTH = 4;
    private static final int MOST_PERSONAL = 1_000;

    private final Path root;
    private final Choice choice;
    private final Progress progress;
    private final Intake intake;
    private final List<Problem> problems = new ArrayList<>();
    private final TreeMap<String, Path> ignored = new TreeMap<>();

    private FileWalk(Path root, Choice choice, Intake intake, Progress progress) {
        this.root = root;
        this.choice = choice;
        this.intake = intake;
        this.progress = progress;
    }

    /**
     * Reads the files of a project.
     *
     * @param root absolute
     * @param outputs what this build writes to, which is never its own input
     * @param store takes the content of large files; small ones stay in memory
     * @throws UserError when something is there that cannot go in
     */
    public static ProjectFiles read(
            Path root, Selection selection, Collection<Path> outputs, Store store, Progress progress) {
        var choice = Choice.of(root, selection, outputs);
        try {
            var walk = new FileWalk(root, choice, new Intake(root, store, choice.allowances()), progress);
            walk.directory(root, "", GitIgnoreFiles.above(root), false, false);
            return walk.finish();
        } catch (IOException e) {
            throw new EnvironmentError(
                    Problem.of(ErrorCode.DISK_FAILED, "could not read the project's files: " + printable(e.toString())),
                    e);
        }
    }

    /** Tells by its path whether a file would go in; for files that are not there any more. */
    public static Predicate<String> wouldGoIn(Path root, Selection selection, Collection<Path> outputs) {
        return new PathChoice(root, Choice.of(root, selection, outputs));
    }

    private ProjectFiles finish() throws IOException {
        ProjectFiles files = intake.finish(problems);
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        intake.keys().forEach(path -> progress.note("left out, a private key: " + path));
        choice.allowances()
                .unused()
                .forEach(one -> progress.warn("`allow-secret` names `" + printable(one.path())
                        + "`, where no secret was found; take it out of the configuration"));
        ignored.forEach((path, directory) -> {
            if (BuiltAssets.looksLike(directory)) {
                progress.warn("`" + path
                        + "` is ignored by git and stays out, but looks like built assets; to take it in, write "
                        + "`include = [\"/" + path + "/\"]`");
            }
        });
        return files;
    }

    /** @param onlyIncluded whether the directory is out, and looked into only for what the configuration names */
    private void directory(Path directory, String base, IgnoreRules above, boolean included, boolean onlyIncluded)
            throws IOException {
        if (!Files.isReadable(directory) || !Files.isExecutable(directory)) {
            problems.add(refused(base, "cannot be read", "make it readable, or write it into `exclude`"));
            return;
        }
        IgnoreRules git = GitIgnoreFiles.below(above, directory, base);
        List<Path> children;
        try (var list = Files.list(directory)) {
            children = list.sorted().toList();
        }
        for (Path child : children) {
            String path = base + child.getFileName();
            var attributes = Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Choice.Verdict verdict = choice.of(path, attributes.isDirectory(), git, included);
            if (onlyIncluded && verdict == Choice.Verdict.IN && !included && !isIncluded(path, attributes)) {
                verdict = Choice.Verdict.OUT;
            }
            if (attributes.isDirectory()) {
                subdirectory(child, path, git, verdict, included, onlyIncluded);
            } else if (verdict == Choice.Verdict.IN) {
                leaf(child, path, attributes);
            } else if (verdict == Choice.Verdict.PERSONAL && !onlyIncluded) {
                personal(child, path, attributes);
            } else if (VersionControl.isOne(path) && choice.include().spellOut(path)) {
                problems.add(neverIn(path, "the data of a version control"));
            }
        }
    }

    private void subdirectory(
            Path child, String path, IgnoreRules git, Choice.Verdict verdict, boolean included, boolean onlyIncluded)
            throws IOException {
        boolean named = included || choice.include().matches(path, true);
        boolean environment = Sniffer.isEnvironment(child);
        if ((environment || VersionControl.isOne(path)) && choice.include().spellOut(path)) {
            problems.add(neverIn(path, environment ? "a virtual environment" : "the data of a version control"));
            return;
        }
        if (environment || Sniffer.isLayout(child)) {
            return;
        }
        if (verdict == Choice.Verdict.IN) {
            directory(child, path + "/", git, named, onlyIncluded && !named);
        } else if (verdict == Choice.Verdict.PERSONAL && !onlyIncluded) {
            personalDirectory(child, path, git);
        } else if (choice.mayIncludeBelow(path, verdict)) {
            directory(child, path + "/", git, false, true);
        } else if (verdict == Choice.Verdict.IGNORED) {
            ignored.put(path, child);
        }
    }

    /** Keeps what a tool's directory holds out, and looks at it; what an allowance names goes in. */
    private void personalDirectory(Path directory, String base, IgnoreRules git) throws IOException {
        if (!Files.isReadable(directory) || !Files.isExecutable(directory)) {
            return;
        }
        List<Path> files;
        try (var walk = Files.walk(directory, PERSONAL_DEPTH)) {
            files = walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .limit(MOST_PERSONAL)
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            return;
        }
        for (Path file : files) {
            String path = base + "/" + directory.relativize(file);
            var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (choice.allowances().cover(path, false)) {
                leaf(file, path, attributes);
            } else if (!choice.exclude().covers(path, false) && !git.covers(path, false)) {
                personal(file, path, attributes);
            }
        }
    }

    private void personal(Path file, String path, BasicFileAttributes attributes) throws IOException {
        if (attributes.isRegularFile() && Files.isReadable(file)) {
            intake.personal(file, path);
        }
    }

    private static Problem neverIn(String path, String what) {
        return Problem.of(
                        ErrorCode.SECRET_FOUND,
                        "`" + printable(path) + "` is " + what + " and never goes in, but `include` names it",
                        "take it out of `include`")
                .at(Place.of(printable(path)));
    }

    private boolean isIncluded(String path, BasicFileAttributes attributes) {
        return choice.include().matches(path, attributes.isDirectory());
    }

    private void leaf(Path file, String path, BasicFileAttributes attributes) throws IOException {
        if (path.chars().anyMatch(Character::isISOControl) || path.indexOf('\uFFFD') >= 0) {
            problems.add(
                    refused(path, "has a name with control characters or of another encoding than UTF-8", "rename it"));
        } else if (attributes.isSymbolicLink()) {
            link(file, path);
        } else if (!attributes.isRegularFile()) {
            problems.add(refused(
                    path, "is neither a file, a directory nor a link", "remove it, or write it into `exclude`"));
        } else if (!Files.isReadable(file)) {
            problems.add(refused(path, "cannot be read", "make it readable, or write it into `exclude`"));
        } else if (!Sniffer.isImageArchive(file)) {
            intake.file(file, path);
        }
    }

    private void link(Path file, String path) throws IOException {
        Path target = Files.readSymbolicLink(file);
        if (Files.isDirectory(file) && Sniffer.isEnvironment(file)) {
            return;
        }
        Path lexical = file.resolveSibling(target).normalize();
        boolean stays = !target.isAbsolute() && lexical.startsWith(root);
        if (stays && Files.exists(file)) {
            stays = file.toRealPath().startsWith(root.toRealPath());
        }
        if (stays) {
            intake.link(path, target.toString());
        } else {
            problems.add(refused(
                    path,
                    "is a link to `" + printable(target.toString()) + "`, outside the project",
                    "put the file in its place, or write it into `exclude`"));
        }
    }

    private static Problem refused(String path, String why, String hint) {
        String shown = path.isEmpty() ? "." : printable(path);
        return Problem.of(ErrorCode.PROJECT_INVALID, "`" + shown + "` " + why, hint);
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
