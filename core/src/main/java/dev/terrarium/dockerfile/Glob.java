package dev.terrarium.dockerfile;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shell patterns {@code *} and {@code ?} of a variable's modifiers. */
final class Glob {
    private Glob() {}

    /** {@code text} without the beginning, or the end, that matches. */
    static String trim(String text, String pattern, boolean fromStart, boolean longest) {
        for (int i = 0; i <= text.length(); i++) {
            int length = longest ? text.length() - i : i;
            String part = fromStart ? text.substring(0, length) : text.substring(text.length() - length);
            if (regex(pattern).matcher(part).matches()) {
                return fromStart ? text.substring(length) : text.substring(0, text.length() - length);
            }
        }
        return text;
    }

    static String replace(String text, String pattern, String replacement, boolean all) {
        Matcher matcher = regex(pattern).matcher(text);
        String literal = Matcher.quoteReplacement(replacement);
        return all ? matcher.replaceAll(literal) : matcher.replaceFirst(literal);
    }

    private static Pattern regex(String pattern) {
        var regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '\\' -> regex.append(Pattern.quote(i + 1 < pattern.length() ? pattern.substring(++i, i + 1) : ""));
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
