package dev.terrarium.project.files;

import dev.terrarium.project.configuration.Configuration.Selection;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides by its path whether something goes in.
 *
 * <p>In this order: what never goes in, and the outputs of this very build; {@code exclude}; what mostly holds secrets, unless an
 * allowance names it; {@code include}; what usually stays
 * out and what git ignores; the rest goes in.
 *
 * @param outputs absolute, normalised
 */
record Choice(Path root, IgnoreRules include, IgnoreRules exclude, Allowances allowances, Set<Path> outputs) {
    enum Verdict {
        IN,
        OUT,
        /** Out because it mostly holds secrets, although nothing of the project keeps it out: worth a look. */
        PERSONAL,
        /** Out, because git's rules say so; worth a look whether it holds what the application serves. */
        IGNORED
    }

    Choice {
        outputs = Set.copyOf(outputs);
    }

    static Choice of(Path root, Selection selection, Collection<Path> outputs) {
        return new Choice(
                root,
                IgnoreRules.of(selection.include()),
                IgnoreRules.of(selection.exclude()),
                new Allowances(selection.allowSecrets()),
                outputs.stream().map(path -> path.toAbsolutePath().normalize()).collect(Collectors.toSet()));
    }

    /** @param included whether the configuration named a directory above */
    Verdict of(String path, boolean isDirectory, IgnoreRules git, boolean included) {
        if (BuiltIn.never(path, isDirectory)
                || outputs.contains(root.resolve(path))
                || exclude.matches(path, isDirectory)) {
            return Verdict.OUT;
        }
        if (BuiltIn.personal(path, isDirectory) && !allowances.cover(path, isDirectory)) {
            boolean kept = !included && !include.matches(path, isDirectory) && git.matches(path, isDirectory);
            return kept ? Verdict.OUT : Verdict.PERSONAL;
        }
        if (included || include.matches(path, isDirectory)) {
            return Verdict.IN;
        }
        if (BuiltIn.usually(path, isDirectory)) {
            return Verdict.OUT;
        }
        return git.matches(path, isDirectory) ? Verdict.IGNORED : Verdict.IN;
    }

    /** Whether to look into a directory that is out, because {@code include} may name something in it. */
    boolean mayIncludeBelow(String path, Verdict verdict) {
        boolean never = BuiltIn.never(path, true)
                || BuiltIn.personal(path, true)
                || exclude.matches(path, true)
                || outputs.contains(root.resolve(path));
        return !never && verdict != Verdict.IN && include.mayMatchBelow(path, BuiltIn.usually(path, true));
    }
}
