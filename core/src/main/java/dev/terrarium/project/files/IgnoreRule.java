package dev.terrarium.project.files;

import java.util.Optional;

/**
 * One line of a {@code .gitignore}.
 *
 * @param base the directory that the file stands in, relative to the project; empty for the project itself. For a file above the
 *     project it is the way down from there with {@code above} set
 * @param above the project's own path below the directory of the file, with a slash at its end; empty in the usual case
 * @param pattern empty when it matches nothing
 */
record IgnoreRule(
        String base,
        String above,
        Optional<Wildcard> pattern,
        String literal,
        boolean anchored,
        boolean onlyDirectories,
        boolean negated) {

    /** Reads a line; empty for a comment, a blank line and a lone slash or exclamation mark. */
    static Optional<IgnoreRule> parse(String line, String base, String above) {
        String text = withoutTrailingSpaces(line);
        if (text.isEmpty() || text.startsWith("#")) {
            return Optional.empty();
        }
        boolean negated = text.startsWith("!");
        text = negated ? text.substring(1) : text;
        boolean onlyDirectories = text.endsWith("/");
        text = onlyDirectories ? text.substring(0, text.length() - 1) : text;
        boolean anchored = text.indexOf('/') >= 0;
        text = text.startsWith("/") ? text.substring(1) : text;
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new IgnoreRule(
                base, above, Wildcard.compile(text), literalStart(text), anchored, onlyDirectories, negated));
    }

    private static String withoutTrailingSpaces(String line) {
        String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ' && !(end > 1 && isEscaped(text, end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean isEscaped(String text, int at) {
        int slashes = 0;
        while (at - 1 - slashes >= 0 && text.charAt(at - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }

    private static String literalStart(String pattern) {
        int end = 0;
        while (end < pattern.length() && "*?[\\".indexOf(pattern.charAt(end)) < 0) {
            end++;
        }
        return pattern.substring(0, end);
    }

    /** @param path relative to the project */
    boolean matches(String path, boolean isDirectory) {
        if (onlyDirectories && !isDirectory || pattern.isEmpty() || !path.startsWith(base)) {
            return false;
        }
        if (!anchored) {
            return pattern.get().matches(path.substring(path.lastIndexOf('/') + 1));
        }
        return pattern.get().matches(above + path.substring(base.length()));
    }

    /** Whether the literal text of the pattern is this directory or leads into it. */
    boolean spellsOut(String directory) {
        String name = directory.substring(directory.lastIndexOf('/') + 1);
        return !negated && (anchored ? (literal + "/").startsWith(directory + "/") : literal.equals(name));
    }

    /** Whether something below a directory could match; may say yes too often where there are wildcards. */
    boolean mayMatchBelow(String directory) {
        if (!anchored) {
            return true;
        }
        String below = directory + "/";
        return literal.startsWith(below) || below.startsWith(literal);
    }
}
