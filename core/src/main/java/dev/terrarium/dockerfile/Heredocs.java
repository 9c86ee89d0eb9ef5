package dev.terrarium.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the words of an instruction that open here-documents. */
final class Heredocs {
    private static final Pattern OPENING = Pattern.compile("(\\d*)<<(-?)\\s*([^<]*)");

    private Heredocs() {}

    /** A word that opens one; its body is yet to be read. */
    record Opening(int from, int to, String name, int fileDescriptor, boolean expands, boolean chomps) {}

    /** None at all where quotes of the line don't close. */
    static List<Opening> openings(String text) {
        var openings = new ArrayList<Opening>();
        Optional<List<int[]>> words = words(text);
        for (int[] word : words.orElse(List.of())) {
            Matcher matcher = OPENING.matcher(text.substring(word[0], word[1]));
            if (matcher.matches() && !matcher.group(3).isEmpty()) {
                String name = unquoted(matcher.group(3));
                openings.add(new Opening(
                        word[0],
                        word[1],
                        name,
                        descriptor(matcher.group(1)),
                        name.equals(matcher.group(3)),
                        !matcher.group(2).isEmpty()));
            }
        }
        return openings;
    }

    private static int descriptor(String digits) {
        return digits.isEmpty() || digits.length() > 9 ? 0 : Integer.parseInt(digits);
    }

    /** Ranges of the words of {@code text}, split at white space outside quotes. */
    private static Optional<List<int[]>> words(String text) {
        var words = new ArrayList<int[]>();
        int at = Blank.skip(text, 0);
        while (at < text.length()) {
            int end = wordEnd(text, at);
            if (end < 0) {
                return Optional.empty();
            }
            words.add(new int[] {at, end});
            at = Blank.skip(text, end);
        }
        return Optional.of(words);
    }

    private static int wordEnd(String text, int from) {
        int at = from;
        while (at < text.length() && !Blank.is(text.charAt(at))) {
            char c = text.charAt(at);
            if (c == '\'' || c == '"') {
                at = closing(text, at);
                if (at < 0) {
                    return -1;
                }
            } else if (c == '\\') {
                at++;
            }
            at++;
        }
        return Math.min(at, text.length());
    }

    private static int closing(String text, int open) {
        char quote = text.charAt(open);
        for (int at = open + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                return at;
            }
            if (c == '\\' && quote == '"') {
                at++;
            }
        }
        return -1;
    }

    private static String unquoted(String word) {
        var plain = new StringBuilder();
        char quote = 0;
        for (int at = 0; at < word.length(); at++) {
            char c = word.charAt(at);
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == '\\' && quote != '\'' && at + 1 < word.length()) {
                plain.append(word.charAt(++at));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
