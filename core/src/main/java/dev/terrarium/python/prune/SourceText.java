package dev.terrarium.python.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Python module as two things to search: its text without comments, and its strings of one line.
 *
 * <p>Not a parser: a file of another Python version, or of none, must be searched as well. Of strings of several lines, docstrings
 * among them, those stay a part of the text that import something: they may be programs.
 *
 * @param text with comments gone
 * @param literals contents of strings of one line, prefixes and escapes as they stand
 */
record SourceText(String text, List<Literal> literals) {
    private static final Pattern JOINS = Pattern.compile(
            "(?i)join|path|files|resource|import_|open|load|dir|/\\s*[rRbBfFuU]{0,2}$|\\+\\s*[rRbBfFuU]{0,2}$");

    private static final Pattern PROGRAM = Pattern.compile("(?m)^\\s*(?:from\\s+[\\w.]+\\s+import|import\\s+[\\w.]+)");
    private static final Pattern NEXT = Pattern.compile("\\s*[,/+]\\s*[rRbBfFuU]{0,2}[\"']/?([\\w-]+)");

    /**
     * A string of one line.
     *
     * @param isJoined whether something in front of it, in the same line, puts paths or names of modules together, and more follows:
     *     the place of something in a directory and not the directory itself
     * @param next what follows, if that is a string too; else empty
     */
    record Literal(String text, boolean isJoined, String next) {}

    SourceText {
        literals = List.copyOf(literals);
    }

    static SourceText of(String source) {
        var text = new StringBuilder(source.length());
        var literals = new ArrayList<Literal>();
        int at = 0;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '#') {
                int end = source.indexOf('\n', at);
                at = end < 0 ? source.length() : end;
            } else if (c == '"' || c == '\'') {
                String triple = String.valueOf(c).repeat(3);
                int end = source.startsWith(triple, at) ? endOf(source, at + 3, triple) : endOfLine(source, at + 1, c);
                if (!source.startsWith(triple, at)) {
                    literals.add(new Literal(
                            source.substring(at + 1, Math.max(at + 1, end - 1)),
                            isJoined(source, at, end),
                            next(source, end)));
                }
                if (!source.startsWith(triple, at)
                        || PROGRAM.matcher(source).region(at, end).find()) {
                    text.append(source, at, end);
                }
                at = end;
            } else {
                text.append(c);
                at++;
            }
        }
        return new SourceText(text.toString(), literals);
    }

    private static String next(String source, int end) {
        Matcher matcher = NEXT.matcher(source).region(end, Math.min(source.length(), end + 100));
        return matcher.lookingAt() ? matcher.group(1) : "";
    }

    private static boolean isJoined(String source, int at, int end) {
        int next = end;
        while (next < source.length() && source.charAt(next) == ' ') {
            next++;
        }
        if (next == source.length() || ",/+".indexOf(source.charAt(next)) < 0) {
            return false;
        }
        int begin = Math.max(source.lastIndexOf('\n', at) + 1, at - 200);
        return JOINS.matcher(source.substring(begin, at)).find();
    }

    private static int endOf(String source, int start, String triple) {
        int at = start;
        while (at < source.length()) {
            if (source.charAt(at) == '\\') {
                at += 2;
            } else if (source.startsWith(triple, at)) {
                return at + 3;
            } else {
                at++;
            }
        }
        return source.length();
    }

    private static int endOfLine(String source, int start, char quote) {
        int at = start;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '\\') {
                at += 2;
            } else if (c == quote) {
                return at + 1;
            } else if (c == '\n') {
                return at;
            } else {
                at++;
            }
        }
        return Math.min(at, source.length());
    }
}
