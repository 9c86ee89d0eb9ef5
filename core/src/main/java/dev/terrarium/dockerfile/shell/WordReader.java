package dev.terrarium.dockerfile.shell;

import dev.terrarium.dockerfile.Joined;
import dev.terrarium.dockerfile.Source;
import dev.terrarium.dockerfile.shell.ShellWord.Arithmetic;
import dev.terrarium.dockerfile.shell.ShellWord.Literal;
import dev.terrarium.dockerfile.shell.ShellWord.Parameter;
import dev.terrarium.dockerfile.shell.ShellWord.Part;
import dev.terrarium.dockerfile.shell.ShellWord.Substitution;
import java.util.ArrayList;
import java.util.List;

/** Reads the words of a shell's text: quotes, escapes, variables, substitutions. */
final class WordReader {
    private static final String ENDS = " \t\r\n;&|<>()";

    private final Joined joined;
    private final String text;
    private final int depth;
    private int at;

    WordReader(Joined joined, int depth) {
        this.joined = joined;
        this.text = joined.text();
        this.depth = depth;
    }

    int end() {
        return at;
    }

    /** The word that begins at {@code from}. */
    ShellWord word(int from) throws ShellError {
        at = from;
        var parts = new ArrayList<Part>();
        var plain = new StringBuilder();
        while (at < text.length() && !ends()) {
            char c = text.charAt(at);
            switch (c) {
                case '\\' -> escaped(plain);
                case '\'' -> {
                    flush(plain, parts);
                    parts.add(new Literal(decoded(singleQuoted()), true));
                }
                case '"' -> {
                    flush(plain, parts);
                    doubleQuoted(parts);
                }
                case '`' -> {
                    flush(plain, parts);
                    parts.add(backTicks(false));
                }
                case '$' -> dollar(plain, parts, false);
                case '<', '>' -> {
                    flush(plain, parts);
                    at += 2;
                    parts.add(new Substitution(script(')'), false));
                }
                default -> {
                    plain.append(c);
                    at++;
                }
            }
        }
        flush(plain, parts);
        return new ShellWord(parts, decoded(text.substring(from, at)), joined.span(from, at));
    }

    /** {@code <(} goes on with the word, all other operators end it. */
    private boolean ends() {
        char c = text.charAt(at);
        boolean substitutes = (c == '<' || c == '>') && at + 1 < text.length() && text.charAt(at + 1) == '(';
        return ENDS.indexOf(c) >= 0 && !substitutes;
    }

    private static String decoded(String bytes) {
        return Source.decoded(bytes);
    }

    private static void flush(StringBuilder plain, List<Part> parts) {
        if (!plain.isEmpty()) {
            parts.add(new Literal(decoded(plain.toString()), false));
            plain.setLength(0);
        }
    }

    private void escaped(StringBuilder plain) {
        if (at + 1 < text.length() && text.charAt(at + 1) != '\n') {
            plain.append(text.charAt(at + 1));
        }
        at = Math.min(at + 2, text.length());
    }

    private String singleQuoted() throws ShellError {
        int close = text.indexOf('\'', at + 1);
        if (close < 0) {
            throw new ShellError("a single quote does not close");
        }
        String inside = text.substring(at + 1, close);
        at = close + 1;
        return inside;
    }

    private void doubleQuoted(List<Part> parts) throws ShellError {
        var plain = new StringBuilder();
        int before = parts.size();
        at++;
        while (true) {
            if (at >= text.length()) {
                throw new ShellError("a double quote does not close");
            }
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                break;
            }
            if (c == '\\' && at + 1 < text.length() && "$`\"\\\n".indexOf(text.charAt(at + 1)) >= 0) {
                escaped(plain);
            } else if (c == '`') {
                quote(plain, parts);
                parts.add(backTicks(true));
            } else if (c == '$') {
                quote(plain, parts);
                dollar(plain, parts, true);
            } else {
                plain.append(c);
                at++;
            }
        }
        if (!plain.isEmpty() || parts.size() == before) {
            parts.add(new Literal(decoded(plain.toString()), true));
        }
    }

    private static void quote(StringBuilder plain, List<Part> parts) {
        if (!plain.isEmpty()) {
            parts.add(new Literal(decoded(plain.toString()), true));
            plain.setLength(0);
        }
    }

    private void dollar(StringBuilder plain, List<Part> parts, boolean quoted) throws ShellError {
        char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
        if (next == '\'' && !quoted) {
            flush(plain, parts);
            at++;
            parts.add(new Literal(decoded(ansiQuoted()), true));
        } else if (text.startsWith("$((", at)) {
            flush(plain, parts);
            at = new Brackets(text, depth).arithmeticEnd(at + 1);
            parts.add(new Arithmetic());
        } else if (next == '(') {
            flush(plain, parts);
            at += 2;
            parts.add(new Substitution(script(')'), quoted));
        } else if (next == '{') {
            flush(plain, parts);
            parts.add(braced(quoted));
        } else if (isName(next) || "@*#?-!".indexOf(next) >= 0 && next != 0) {
            flush(plain, parts);
            parts.add(named(quoted));
        } else {
            plain.append('$');
            at++;
        }
    }

    /** {@code $'…'} of bash: back-slashes escape inside; which sign they make is not needed here. */
    private String ansiQuoted() throws ShellError {
        int from = at + 1;
        int to = from;
        while (to < text.length() && text.charAt(to) != '\'') {
            to += text.charAt(to) == '\\' ? 2 : 1;
        }
        if (to >= text.length()) {
            throw new ShellError("a single quote does not close");
        }
        at = to + 1;
        return text.substring(from, to);
    }

    private Parameter named(boolean quoted) {
        int from = at + 1;
        at = from + 1;
        if (isName(text.charAt(from)) && !Character.isDigit(text.charAt(from))) {
            while (at < text.length() && isName(text.charAt(at))) {
                at++;
            }
        }
        return new Parameter(text.substring(from, at), "", quoted);
    }

    private Parameter braced(boolean quoted) throws ShellError {
        int from = at + 2;
        int end = new Brackets(text, depth).braceEnd(from);
        int nameFrom = text.startsWith("#", from) && end > from + 1 ? from + 1 : from;
        int nameEnd = nameFrom;
        while (nameEnd < end && isName(text.charAt(nameEnd))) {
            nameEnd++;
        }
        at = end + 1;
        if (nameEnd == nameFrom) {
            nameEnd = Math.min(nameFrom + 1, end);
        }
        return new Parameter(text.substring(nameFrom, nameEnd), decoded(text.substring(nameEnd, end)), quoted);
    }

    private Substitution backTicks(boolean quoted) throws ShellError {
        int from = at + 1;
        int to = from;
        while (to < text.length() && text.charAt(to) != '`') {
            to += text.charAt(to) == '\\' ? 2 : 1;
        }
        if (to >= text.length()) {
            throw new ShellError("a back-tick does not close");
        }
        at = to + 1;
        return new Substitution(ShellParser.nested(joined.part(from, to), depth + 1), quoted);
    }

    private Script script(char close) throws ShellError {
        var parser = new ShellParser(joined, at, depth + 1);
        Script script = parser.until(close);
        at = parser.position();
        return script;
    }

    static boolean isName(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
