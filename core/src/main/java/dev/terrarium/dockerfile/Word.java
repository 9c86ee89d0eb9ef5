package dev.terrarium.dockerfile;

/**
 * One word of an instruction.
 *
 * @param raw as it stands, quotes, escapes and variables included, continuations taken out
 * @param text quotes and escapes removed, variables left as written
 * @param quote the first quote in it, or 0
 */
public record Word(String raw, String text, char quote, Span span) {
    /** A word of a form that knows no quotes. */
    static Word plain(Joined joined, int from, int to) {
        String raw = Source.decoded(joined.text().substring(from, to));
        return new Word(raw, raw, (char) 0, joined.span(from, to));
    }

    public boolean hasVariables() {
        return raw.indexOf('$') >= 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
