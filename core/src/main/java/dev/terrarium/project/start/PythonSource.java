package dev.terrarium.project.start;

import java.util.ArrayList;
import java.util.List;

/**
 * A Python module as its logical lines: comments gone, strings emptied, brackets joined.
 *
 * <p>Not a parser: what is looked for are imports, assignments and definitions at the top level, and those are lines. A file that
 * is no valid Python gives odd lines and never a failure.
 *
 * @param lines in the order of the file
 */
record PythonSource(List<Line> lines) {
    PythonSource {
        lines = List.copyOf(lines);
    }

    /**
     * @param number of the physical line where it begins, counted from 1
     * @param indented whether it stands inside something
     */
    record Line(int number, boolean indented, String code) {}

    static PythonSource of(String text) {
        return new Lexer(text).source();
    }

    /** One pass over the text. */
    private static final class Lexer {
        private final String text;
        private final List<Line> lines = new ArrayList<>();
        private final StringBuilder code = new StringBuilder();
        private int at;
        private int number = 1;
        private int began = 1;
        private int depth;

        Lexer(String text) {
            this.text = text;
        }

        PythonSource source() {
            while (at < text.length()) {
                char c = text.charAt(at);
                switch (c) {
                    case '\n' -> newline();
                    case '#' -> at = endOfLine();
                    case '"', '\'' -> string(c);
                    case '\\' -> continuation();
                    default -> {
                        depth += c == '(' || c == '[' || c == '{' ? 1 : 0;
                        depth = Math.max(0, depth - (c == ')' || c == ']' || c == '}' ? 1 : 0));
                        code.append(c == '\r' || c == '\f' ? ' ' : c);
                        at++;
                    }
                }
            }
            end();
            return new PythonSource(lines);
        }

        private void newline() {
            at++;
            number++;
            if (depth == 0) {
                end();
            } else {
                code.append(' ');
            }
        }

        private void end() {
            if (!code.toString().isBlank()) {
                boolean indented = Character.isWhitespace(code.charAt(0));
                lines.add(new Line(began, indented, code.toString().strip()));
            }
            code.setLength(0);
            began = number;
        }

        private int endOfLine() {
            int end = text.indexOf('\n', at);
            return end < 0 ? text.length() : end;
        }

        private void continuation() {
            boolean joins = at + 1 < text.length() && text.charAt(at + 1) == '\n';
            code.append(' ');
            at += joins ? 2 : 1;
            number += joins ? 1 : 0;
        }

        private void string(char quote) {
            String triple = String.valueOf(quote).repeat(3);
            boolean isTriple = text.startsWith(triple, at);
            at += isTriple ? 3 : 1;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '\\') {
                    number += at + 1 < text.length() && text.charAt(at + 1) == '\n' ? 1 : 0;
                    at += 2;
                    continue;
                }
                if (isTriple ? text.startsWith(triple, at) : c == quote) {
                    at += isTriple ? 3 : 1;
                    break;
                }
                if (c == '\n') {
                    if (!isTriple) {
                        break;
                    }
                    number++;
                }
                at++;
            }
            at = Math.min(at, text.length());
            code.append("''");
        }
    }
}
