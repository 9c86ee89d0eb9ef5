package dev.terrarium.python.lockfile;

import dev.terrarium.python.Malformed;
import java.util.ArrayList;
import java.util.List;

/** The options of a line of a requirements file, split as a shell would: blanks part words, quotes and backslashes keep them. */
final class ShellWords {
    private final String text;
    private final List<String> words = new ArrayList<>();
    private int at;

    private ShellWords(String text) {
        this.text = text;
    }

    static List<String> of(String text) throws Malformed {
        return new ShellWords(text).all();
    }

    private List<String> all() throws Malformed {
        while (at < text.length()) {
            if (isBlank(text.charAt(at))) {
                at++;
            } else {
                words.add(word());
            }
        }
        return words;
    }

    private String word() throws Malformed {
        var word = new StringBuilder();
        while (at < text.length() && !isBlank(text.charAt(at))) {
            char c = text.charAt(at++);
            switch (c) {
                case '\'', '"' -> quoted(c, word);
                case '\\' -> word.append(escaped());
                default -> word.append(c);
            }
        }
        return word.toString();
    }

    private void quoted(char quote, StringBuilder into) throws Malformed {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote) {
                return;
            }
            boolean escapes = c == '\\' && quote == '"' && at < text.length() && "\"\\".indexOf(text.charAt(at)) >= 0;
            into.append(escapes ? text.charAt(at++) : c);
        }
        throw new Malformed("a quote that is not closed");
    }

    private char escaped() throws Malformed {
        if (at == text.length()) {
            throw new Malformed("nothing follows a backslash");
        }
        return text.charAt(at++);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
