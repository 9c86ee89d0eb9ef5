package dev.terrarium.audit.rule;

import dev.terrarium.dockerfile.Instruction;
import java.util.List;
import java.util.Optional;

/** What copies from the folder bring. */
final class Contexts {
    private Contexts() {}

    /** Whether the whole folder is copied, from the folder and not from another stage. */
    static boolean copiesAll(Instruction.Copy copy) {
        return copy.head().flag("from").isEmpty()
                && copy.head().heredocs().isEmpty()
                && copy.sources().stream()
                        .anyMatch(source -> List.of(".", "./", "/", "*", "./*").contains(source.text()));
    }

    /** Whether it comes from the folder that is built. */
    static boolean isLocal(Instruction.Copy copy) {
        return copy.head().flag("from").isEmpty() && copy.head().heredocs().isEmpty();
    }

    /** Whether an ignore file has a line, or a pattern for everything, that keeps a name out. */
    static boolean ignores(Optional<String> ignoreFile, String... names) {
        for (String line : ignoreFile.orElse("").split("\\R")) {
            String pattern = line.strip().replaceFirst("^(\\./|/|\\*\\*/)+", "").replaceFirst("(/|/\\*\\*?)$", "");
            if (pattern.equals("*") || pattern.equals("**") || List.of(names).contains(pattern)) {
                return true;
            }
        }
        return false;
    }
}
