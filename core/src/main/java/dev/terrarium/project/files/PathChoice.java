package dev.terrarium.project.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Answers by its path alone whether a file would go in: for files that are not there any more. */
record PathChoice(Path root, Choice choice) implements Predicate<String> {
    @Override
    public boolean test(String path) {
        try {
            return walk(path);
        } catch (IOException e) {
            return false;
        }
    }

    /** The same way down that {@link FileWalk} takes. */
    private boolean walk(String path) throws IOException {
        IgnoreRules git = GitIgnoreFiles.above(root);
        boolean included = false;
        boolean onlyIncluded = false;
        int slash = -1;
        do {
            String base = path.substring(0, slash + 1);
            git = GitIgnoreFiles.below(git, root.resolve(base), base);
            slash = path.indexOf('/', slash + 1);
            boolean isDirectory = slash >= 0;
            String at = isDirectory ? path.substring(0, slash) : path;
            boolean named = included || choice.include().matches(at, isDirectory);
            Choice.Verdict verdict =
                    onlyIncluded && !named ? Choice.Verdict.OUT : choice.of(at, isDirectory, git, included);
            if (!isDirectory) {
                return verdict == Choice.Verdict.IN;
            }
            if (verdict != Choice.Verdict.IN && !choice.mayIncludeBelow(at, verdict)) {
                return false;
            }
            onlyIncluded = verdict != Choice.Verdict.IN || onlyIncluded && !named;
            included = verdict == Choice.Verdict.IN && named;
        } while (true);
    }
}
