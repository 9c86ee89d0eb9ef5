package dev.terrarium.python.index;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The start tags of a page, one after the other; text, comments and end tags are passed over. */
final class HtmlTags {
    /** @param attributes lower-case names, values with their escapes resolved; the first of a name counts */
    record Tag(String name, Map<String, String> attributes) {}

    private static final int MOST_ATTRIBUTES = 100;

    private final String text;
    private int position;

    HtmlTags(String text) {
        this.text = text;
    }

    Optional<Tag> next() {
        while (true) {
            int start = text.indexOf('<', position);
            if (start < 0) {
                return Optional.empty();
            }
            position = start + 1;
            if (text.startsWith("!--", position)) {
                int end = text.indexOf("-->", position);
                position = end < 0 ? text.length() : end + 3;
            } else if (position < text.length() && Character.isLetter(text.charAt(position))) {
                return Optional.of(tag());
            }
        }
    }

    private Tag tag() {
        String name = word().toLowerCase(Locale.ROOT);
        var attributes = new LinkedHashMap<String, String>();
        while (skipToAttribute()) {
            String attribute = word().toLowerCase(Locale.ROOT);
            String value = value();
            if (attributes.size() < MOST_ATTRIBUTES) {
                attributes.putIfAbsent(attribute, value);
            }
        }
        return new Tag(name, attributes);
    }

    private boolean skipToAttribute() {
        while (position < text.length()
                && (isBlank(text.charAt(position)) || "/=\"'".indexOf(text.charAt(position)) >= 0)) {
            position++;
        }
        if (position < text.length() && text.charAt(position) == '>') {
            position++;
            return false;
        }
        return position < text.length();
    }

    private String word() {
        int start = position;
        while (position < text.length()
                && !isBlank(text.charAt(position))
                && "=>/\"'".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    private String value() {
        skipBlanks();
        if (position >= text.length() || text.charAt(position) != '=') {
            return "";
        }
        position++;
        skipBlanks();
        char quote = position < text.length() ? text.charAt(position) : '>';
        if (quote != '"' && quote != '\'') {
            int start = position;
            while (position < text.length() && !isBlank(text.charAt(position)) && text.charAt(position) != '>') {
                position++;
            }
            return unescaped(text.substring(start, position));
        }
        int end = text.indexOf(quote, position + 1);
        String value = text.substring(position + 1, end < 0 ? text.length() : end);
        position = end < 0 ? text.length() : end + 1;
        return unescaped(value);
    }

    private void skipBlanks() {
        while (position < text.length() && isBlank(text.charAt(position))) {
            position++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    /** Resolves the character references that occur in attributes of such pages; others stay as they are. */
    static String unescaped(String text) {
        if (text.indexOf('&') < 0) {
            return text;
        }
        var plain = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf('&'); at >= 0; at = text.indexOf('&', from)) {
            int end = text.indexOf(';', at);
            Optional<String> character =
                    end < 0 || end - at > 10 ? Optional.empty() : named(text.substring(at + 1, end));
            plain.append(text, from, at).append(character.orElse("&"));
            from = character.isPresent() ? end + 1 : at + 1;
        }
        return plain.append(text.substring(from)).toString();
    }

    private static Optional<String> named(String name) {
        return switch (name) {
            case "amp" -> Optional.of("&");
            case "lt" -> Optional.of("<");
            case "gt" -> Optional.of(">");
            case "quot" -> Optional.of("\"");
            case "apos" -> Optional.of("'");
            default -> name.startsWith("#") ? numbered(name.substring(1)) : Optional.empty();
        };
    }

    private static Optional<String> numbered(String number) {
        try {
            int code = number.startsWith("x") || number.startsWith("X")
                    ? Integer.parseInt(number.substring(1), 16)
                    : Integer.parseInt(number);
            return Character.isValidCodePoint(code) ? Optional.of(Character.toString(code)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
