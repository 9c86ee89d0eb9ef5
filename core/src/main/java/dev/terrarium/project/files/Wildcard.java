package dev.terrarium.project.files;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A pattern as git matches it against paths: {@code *} and {@code ?} stop at slashes, {@code **} between slashes does not.
 *
 * <p>Not a regular expression, and not Java's globs: both differ in the details (classes, escapes, {@code **}), and both can be
 * made to run for hours by a pattern with many stars. Here every pair of a token and a position is tried at most once.
 *
 * @see <a href="https://git-scm.com/docs/gitignore">gitignore</a>
 */
final class Wildcard {
    private enum Kind {
        /** One character that fits. */
        ONE,
        /** Any number of characters, but no slash. */
        STAR,
        /** Nothing, or whole directories with the slash after each. */
        DIRECTORIES,
        /** One or more characters, slashes too. */
        REST
    }

    private record Token(Kind kind, IntPredicate fits) {}

    private final List<Token> tokens;

    private Wildcard(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /** Empty when the pattern is malformed: git then takes it for one that matches nothing. */
    static Optional<Wildcard> compile(String pattern) {
        var tokens = new ArrayList<Token>();
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            switch (c) {
                case '*' -> at = stars(pattern, at, tokens);
                case '?' -> {
                    tokens.add(one(other -> other != '/'));
                    at++;
                }
                case '[' -> {
                    var parsed = CharacterClass.parse(pattern, at);
                    if (parsed.isEmpty()) {
                        return Optional.empty();
                    }
                    IntPredicate members = parsed.get();
                    tokens.add(one(other -> other != '/' && members.test(other)));
                    at = parsed.get().end();
                }
                case '\\' -> {
                    if (at + 1 == pattern.length()) {
                        return Optional.empty();
                    }
                    char literal = pattern.charAt(at + 1);
                    tokens.add(one(other -> other == literal));
                    at += 2;
                }
                default -> {
                    tokens.add(one(other -> other == c));
                    at++;
                }
            }
        }
        return Optional.of(new Wildcard(tokens));
    }

    private static int stars(String pattern, int start, List<Token> tokens) {
        int end = start;
        while (end < pattern.length() && pattern.charAt(end) == '*') {
            end++;
        }
        boolean alone = end - start == 2 && (start == 0 || pattern.charAt(start - 1) == '/');
        if (alone && end < pattern.length() && pattern.charAt(end) == '/') {
            tokens.add(new Token(Kind.DIRECTORIES, c -> true));
            return end + 1;
        }
        tokens.add(
                alone && end == pattern.length()
                        ? new Token(Kind.REST, c -> true)
                        : new Token(Kind.STAR, c -> c != '/'));
        return end;
    }

    private static Token one(IntPredicate fits) {
        return new Token(Kind.ONE, fits);
    }

    boolean matches(String text) {
        return matches(0, 0, text, new BitSet());
    }

    private boolean matches(int token, int at, String text, BitSet failed) {
        if (token == tokens.size()) {
            return at == text.length();
        }
        int pair = token * (text.length() + 1) + at;
        if (failed.get(pair)) {
            return false;
        }
        boolean matched = switch (tokens.get(token).kind) {
            case ONE -> fitsAt(token, at, text) && matches(token + 1, at + 1, text, failed);
            case STAR ->
                matches(token + 1, at, text, failed) || fitsAt(token, at, text) && matches(token, at + 1, text, failed);
            case REST -> at < text.length();
            case DIRECTORIES -> directories(token, at, text, failed);
        };
        if (!matched) {
            failed.set(pair);
        }
        return matched;
    }

    private boolean directories(int token, int at, String text, BitSet failed) {
        for (int start = at; start >= 0; start = text.indexOf('/', start) + 1) {
            if (matches(token + 1, start, text, failed)) {
                return true;
            }
            if (text.indexOf('/', start) < 0) {
                return false;
            }
        }
        return false;
    }

    private boolean fitsAt(int token, int at, String text) {
        return at < text.length() && tokens.get(token).fits.test(text.charAt(at));
    }
}
