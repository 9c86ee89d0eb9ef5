package dev.terrarium.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** Splits the arguments of an instruction into words, with quotes kept together or not, as the instruction wants. */
final class Words {
    private final Joined joined;
    private final char escape;

    Words(Joined joined, char escape) {
        this.joined = joined;
        this.escape = escape;
    }

    /** At white space alone, quotes meaning nothing. */
    List<Word> plain() {
        String text = joined.text();
        var words = new ArrayList<Word>();
        int at = Blank.skip(text, 0);
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && !Blank.is(text.charAt(end))) {
                end++;
            }
            words.add(Word.plain(joined, at, end));
            at = Blank.skip(text, end);
        }
        return words;
    }

    /** At white space outside quotes. */
    List<Word> quoted() {
        return ranges().stream().map(range -> word(range[0], range[1])).toList();
    }

    /** Where the words of {@link #quoted} begin and end in the text. */
    List<int[]> ranges() {
        String text = joined.text();
        var ranges = new ArrayList<int[]>();
        int at = Blank.skip(text, 0);
        while (at < text.length()) {
            int end = wordEnd(text, at);
            ranges.add(new int[] {at, end});
            at = Blank.skip(text, end);
        }
        return ranges;
    }

    private int wordEnd(String text, int from) {
        int at = from;
        char quote = 0;
        while (at < text.length() && (quote != 0 || !Blank.is(text.charAt(at)))) {
            char c = text.charAt(at);
            if (c == escape && quote != '\'') {
                at++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            }
            at++;
        }
        return Math.min(at, text.length());
    }

    /** The range of the arguments as one word. */
    Word word(int from, int to) {
        String raw = joined.text().substring(from, to);
        var text = new StringBuilder();
        char quote = 0;
        char first = 0;
        for (int at = 0; at < raw.length(); at++) {
            char c = raw.charAt(at);
            if (c == escape && quote != '\'' && at + 1 < raw.length()) {
                char next = raw.charAt(++at);
                if (quote == '"' && next != '"' && next != '$' && next != escape) {
                    text.append(c);
                }
                text.append(next);
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                first = first == 0 ? c : first;
            } else {
                text.append(c);
            }
        }
        return new Word(Source.decoded(raw), Source.decoded(text.toString()), first, joined.span(from, to));
    }
}
