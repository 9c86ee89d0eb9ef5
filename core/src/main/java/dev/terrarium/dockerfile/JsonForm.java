package dev.terrarium.dockerfile;

import java.util.ArrayList;
import java.util.List;

/**
 * The JSON form of an instruction's arguments, {@code ["a", "b"]}.
 *
 * <p>Not the JSON reader of the house: BuildKit falls back to the shell form at any error, so what counts here is to tell errors apart,
 * and each string's place in the text.
 */
sealed interface JsonForm {
    /** An array of strings. */
    record Strings(List<Element> elements) implements JsonForm {}

    /** An array that holds something else, which BuildKit refuses. */
    record OtherArray() implements JsonForm {}

    /** No JSON array at all: the shell form. */
    record None() implements JsonForm {}

    /** One string with the range of its text, quotes included. */
    record Element(String value, int from, int to) {}

    static JsonForm parse(String text) {
        int at = Blank.skip(text, 0);
        if (at == text.length() || text.charAt(at) != '[') {
            return new None();
        }
        return new Reader(text, at + 1).array();
    }

    /** Reads an array of strings; gives up at the first thing that is not JSON. */
    final class Reader {
        private final String text;
        private int at;
        private boolean others;

        private Reader(String text, int at) {
            this.text = text;
            this.at = at;
        }

        private JsonForm array() {
            var elements = new ArrayList<Element>();
            space();
            if (!take(']')) {
                do {
                    space();
                    if (!element(elements)) {
                        return new None();
                    }
                    space();
                } while (take(','));
                if (!take(']')) {
                    return new None();
                }
            }
            space();
            if (at < text.length()) {
                return new None();
            }
            return others ? new OtherArray() : new Strings(List.copyOf(elements));
        }

        private boolean element(List<Element> elements) {
            if (at < text.length() && text.charAt(at) == '"') {
                int from = at;
                StringBuilder value = new StringBuilder();
                if (!string(value)) {
                    return false;
                }
                elements.add(new Element(value.toString(), from, at));
                return true;
            }
            others = true;
            return scalar();
        }

        private boolean scalar() {
            int from = at;
            while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))
                    || at < text.length() && "+-.".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return text.substring(from, at).matches("true|false|null|-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
        }

        private boolean string(StringBuilder value) {
            at++;
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '"') {
                    return true;
                }
                if (c < ' ') {
                    return false;
                }
                if (c != '\\') {
                    value.append(c);
                } else if (!escape(value)) {
                    return false;
                }
            }
            return false;
        }

        private boolean escape(StringBuilder value) {
            if (at == text.length()) {
                return false;
            }
            char c = text.charAt(at++);
            int simple = "\"\\/bfnrt".indexOf(c);
            if (simple >= 0) {
                value.append("\"\\/\b\f\n\r\t".charAt(simple));
                return true;
            }
            if (c != 'u'
                    || at + 4 > text.length()
                    || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
                return false;
            }
            value.append(Source.encoded(String.valueOf((char) Integer.parseInt(text.substring(at, at + 4), 16))));
            at += 4;
            return true;
        }

        private boolean take(char c) {
            if (at < text.length() && text.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        private void space() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }
    }
}
