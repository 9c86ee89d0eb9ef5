package dev.terrarium.python;

import java.util.function.IntPredicate;

/** A place in a text that is read from left to right, for the small grammars of requirements and markers. */
final class Cursor {
    private final String text;
    private int position;

    Cursor(String text) {
        this.text = text;
    }

    boolean atEnd() {
        skipBlanks();
        return position == text.length();
    }

    void skipBlanks() {
        take(c -> c == ' ' || c == '\t');
    }

    /** The next character that is no blank; 0 at the end. */
    char peek() {
        skipBlanks();
        return position < text.length() ? text.charAt(position) : 0;
    }

    /** Passes over a character if it is the next one that is no blank. */
    boolean skip(char expected) {
        if (peek() != expected || position == text.length()) {
            return false;
        }
        position++;
        return true;
    }

    /** As many characters as fulfil the condition. */
    String take(IntPredicate condition) {
        int start = position;
        while (position < text.length() && condition.test(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    /** Everything before the next of the characters, or everything. */
    String until(String stops) {
        return take(c -> stops.indexOf(c) < 0);
    }

    boolean startsWith(String word) {
        skipBlanks();
        return text.startsWith(word, position);
    }

    void advance(int count) {
        position += count;
    }

    int position() {
        return position;
    }

    String text() {
        return text;
    }

    Malformed malformed(String message) {
        return new Malformed(message, position);
    }

    void expectEnd(String what) throws Malformed {
        if (!atEnd()) {
            throw malformed("`" + Malformed.shown(text.substring(position)) + "` does not belong to " + what);
        }
    }
}
