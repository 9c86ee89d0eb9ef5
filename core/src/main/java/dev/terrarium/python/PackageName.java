package dev.terrarium.python;

import java.util.Locale;
import java.util.Optional;

/**
 * The name of a distribution, normalised: what indexes, lock files and this program compare by.
 *
 * <p>Not a {@code String}: {@code Flask_Login} and {@code flask-login} are one package, and a comparison that forgets that finds
 * out in production.
 *
 * @param text lower case, runs of {@code -}, {@code _} and {@code .} as one {@code -}
 * @see <a href="https://packaging.python.org/en/latest/specifications/name-normalization/">name normalization</a>
 */
public record PackageName(String text) implements Comparable<PackageName> {
    private static final int LONGEST = 255;

    public PackageName {
        if (!normalized(text).filter(text::equals).isPresent()) {
            throw new IllegalArgumentException("not a normalised name: " + text);
        }
    }

    /** Reads a name as people and files write it. */
    public static Optional<PackageName> parse(String text) {
        return normalized(text).map(PackageName::new);
    }

    /** As {@link #parse}, for where a bad name is the text's fault. */
    public static PackageName read(String text) throws Malformed {
        return parse(text).orElseThrow(() -> new Malformed("not a package name: `" + Malformed.shown(text) + "`"));
    }

    /** For names that stand in this program or were checked before. */
    public static PackageName of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a package name: " + text));
    }

    static Optional<String> normalized(String text) {
        if (text.isEmpty()
                || text.length() > LONGEST
                || !isEdge(text.charAt(0))
                || !isEdge(text.charAt(text.length() - 1))) {
            return Optional.empty();
        }
        var normal = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isEdge(c)) {
                normal.append(c);
            } else if (c != '-' && c != '_' && c != '.') {
                return Optional.empty();
            } else if (normal.charAt(normal.length() - 1) != '-') {
                normal.append('-');
            }
        }
        return Optional.of(normal.toString().toLowerCase(Locale.ROOT));
    }

    private static boolean isEdge(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** The name as it begins file names: {@code flask_login}. */
    public String escaped() {
        return text.replace('-', '_');
    }

    @Override
    public int compareTo(PackageName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
