package dev.terrarium.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Replaces variables in a word and removes its quotes, as BuildKit does for the instructions that it expands.
 *
 * <p>A value that nobody knows makes the whole word unknown; a modifier that BuildKit refuses as well, for it is told as a problem where
 * the file is parsed.
 *
 * @see <a href="https://docs.docker.com/reference/dockerfile/#environment-replacement">Dockerfile reference, environment replacement</a>
 */
public final class Expansion {
    private static final int DEEPEST = 64;

    /** Trimming by pattern tries every length; longer values than this are not worth that. */
    private static final int LONGEST = 1000;

    private final String word;
    private final char escape;
    private final Function<String, Value> variables;
    private final int depth;
    private final List<String> used = new ArrayList<>();
    private int at;
    private boolean unknown;

    private Expansion(String word, char escape, Function<String, Value> variables, int depth) {
        this.word = word;
        this.escape = escape;
        this.variables = variables;
        this.depth = depth;
    }

    /** The word's text where all of it is known. */
    public static Value expand(String raw, char escape, Function<String, Value> variables) {
        var expansion = new Expansion(raw, escape, variables, 0);
        String text = expansion.until((char) 0);
        return expansion.unknown ? Value.UNKNOWN : Value.of(text);
    }

    /** Names of the variables that stand in the word, in their order. */
    public static List<String> names(String raw, char escape) {
        var expansion = new Expansion(raw, escape, name -> Value.UNKNOWN, 0);
        expansion.until((char) 0);
        return List.copyOf(expansion.used);
    }

    private String until(char stop) {
        var text = new StringBuilder();
        while (at < word.length() && (stop == 0 || word.charAt(at) != stop)) {
            char c = word.charAt(at);
            if (c == '\'') {
                int end = word.indexOf('\'', at + 1);
                text.append(word, at + 1, end < 0 ? word.length() : end);
                at = end < 0 ? word.length() : end + 1;
            } else if (c == '"') {
                doubleQuoted(text);
            } else if (c == '$') {
                text.append(variable());
            } else if (c == escape && at + 1 < word.length()) {
                text.append(word.charAt(at + 1));
                at += 2;
            } else {
                text.append(c);
                at++;
            }
        }
        return text.toString();
    }

    private void doubleQuoted(StringBuilder text) {
        at++;
        while (at < word.length() && word.charAt(at) != '"') {
            char c = word.charAt(at);
            if (c == '$') {
                text.append(variable());
                continue;
            }
            if (c == escape && at + 1 < word.length()) {
                char next = word.charAt(++at);
                if (next != '"' && next != '$' && next != escape) {
                    text.append(c);
                }
                c = next;
            }
            text.append(c);
            at++;
        }
        at++;
    }

    /** Reads {@code $name}, <code>${name…}</code> or a lone dollar. */
    private String variable() {
        at++;
        if (at < word.length() && word.charAt(at) == '{') {
            at++;
            return braced();
        }
        String name = name();
        return name.isEmpty() ? "$" : text(lookUp(name));
    }

    private String name() {
        int from = at;
        if (at < word.length() && "@*#?-$!0123456789".indexOf(word.charAt(at)) >= 0) {
            at++;
            return word.substring(from, at);
        }
        while (at < word.length() && isNameSign(word.charAt(at))) {
            at++;
        }
        return word.substring(from, at);
    }

    private static boolean isNameSign(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private Value lookUp(String name) {
        used.add(name);
        return variables.apply(name);
    }

    private String text(Value value) {
        return switch (value) {
            case Value.Known known -> known.text();
            case Value.Unset _ -> "";
            case Value.Unknown _ -> {
                unknown = true;
                yield "";
            }
        };
    }

    private String braced() {
        String name = name();
        if (name.isEmpty() || at >= word.length() || depth >= DEEPEST) {
            return lost();
        }
        Value value = lookUp(name);
        char c = word.charAt(at++);
        if (c == '}') {
            return text(value);
        }
        boolean emptyCounts = c == ':';
        if (emptyCounts) {
            if (at >= word.length()) {
                return lost();
            }
            c = word.charAt(at++);
        }
        return switch (c) {
            case '-', '+', '?' -> alternative(value, c, emptyCounts);
            case '#', '%' -> emptyCounts ? lost() : trimmed(value, c);
            case '/' -> emptyCounts ? lost() : replaced(value);
            default -> lost();
        };
    }

    private String alternative(Value value, char modifier, boolean emptyCounts) {
        boolean unknownBefore = unknown;
        String other = nested('}');
        at++;
        boolean otherUnknown = unknown && !unknownBefore;
        unknown = unknownBefore;
        if (value instanceof Value.Unknown) {
            return lost();
        }
        boolean set = value instanceof Value.Known known
                && !(emptyCounts && known.text().isEmpty());
        boolean takesOther = modifier == '-' ? !set : modifier == '+' && set;
        if (takesOther) {
            unknown = unknownBefore || otherUnknown;
            return other;
        }
        return modifier == '+' ? "" : modifier == '?' && !set ? lost() : text(value);
    }

    private String trimmed(Value value, char side) {
        boolean longest = at < word.length() && word.charAt(at) == side;
        at += longest ? 1 : 0;
        String pattern = nested('}');
        at++;
        String text = text(value);
        return unknown ? "" : text.length() > LONGEST ? lost() : Glob.trim(text, pattern, side == '#', longest);
    }

    private String replaced(Value value) {
        boolean all = at < word.length() && word.charAt(at) == '/';
        at += all ? 1 : 0;
        String pattern = nested('/');
        at++;
        String replacement = nested('}');
        at++;
        String text = text(value);
        return unknown ? "" : text.length() > LONGEST ? lost() : Glob.replace(text, pattern, replacement, all);
    }

    private String nested(char stop) {
        var inner = new Expansion(word, escape, variables, depth + 1);
        inner.at = at;
        String text = inner.until(stop);
        at = inner.at;
        used.addAll(inner.used);
        unknown |= inner.unknown;
        return text;
    }

    private String lost() {
        unknown = true;
        at = word.length();
        return "";
    }
}
