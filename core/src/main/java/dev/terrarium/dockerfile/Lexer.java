package dev.terrarium.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a file into the lines of its instructions: continuations, comments inside them, here-documents, directives.
 *
 * <p>Where BuildKit stops at an error this goes on, so that one odd line does not hide all others.
 */
final class Lexer {
    /** BuildKit's limit, in bytes. */
    static final int LONGEST_LINE = 65_535;

    private static final Pattern HEREDOC_INSTRUCTION = Pattern.compile(
            "(?:onbuild[\\t\\x0B\\f\\r ]+)*(?:run|copy|add)[\\t\\x0B\\f\\r ].*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Source source;
    private final Directives directives = new Directives();
    private final List<Statement> statements = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private List<Span> comments = new ArrayList<>();
    private int line = 1;
    private Pattern continuation = continuation('\\');

    Lexer(Source source) {
        this.source = source;
    }

    private static Pattern continuation(char escape) {
        String sign = Pattern.quote(String.valueOf(escape));
        return Pattern.compile("(?<![" + (escape == '\\' ? "\\\\" : "`") + "])" + sign + "[ \\t]*\\z");
    }

    List<Statement> statements() {
        while (line <= source.lines() && !atEnd()) {
            next();
        }
        return List.copyOf(statements);
    }

    Directives directives() {
        return directives;
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    private boolean atEnd() {
        return source.lineSpan(line).start() == source.length();
    }

    /** The text of the line, without line end, and for the first without a byte-order mark. */
    private Span lineText() {
        Span span = source.lineSpan(line);
        if (span.length() > LONGEST_LINE) {
            problems.add(Problem.error(span, "a line is longer than 65535 bytes"));
        }
        boolean marked = line == 1 && source.bytes().startsWith("\u00ef\u00bb\u00bf");
        return marked ? new Span(Math.min(3, span.end()), span.end()) : span;
    }

    private void next() {
        Span span = lineText();
        int start = Blank.skip(source.slice(span), 0) + span.start();
        String text = source.bytes().substring(start, span.end());
        directives.line(text, start).ifPresent(problems::add);
        continuation = directives.escape() == '`' ? continuation('`') : continuation;
        if (text.startsWith("#")) {
            comments.add(new Span(start, span.end()));
            line++;
        } else if (text.isEmpty()) {
            comments = new ArrayList<>();
            line++;
        } else {
            statement(start, span.end());
        }
    }

    private void statement(int start, int firstEnd) {
        int firstLine = line;
        var joined = new Joined.Builder();
        boolean over = piece(joined, start, firstEnd);
        int end = firstEnd;
        int lastLine = line++;
        boolean empty = false;
        while (!over && line <= source.lines() && !atEnd()) {
            Span span = lineText();
            String text = source.slice(span);
            int first = Blank.skip(text, 0);
            if (first == text.length()) {
                empty = true;
            } else if (text.charAt(first) != '#') {
                over = piece(joined, span.start(), span.end());
                end = span.end();
                lastLine = line;
            }
            line++;
        }
        if (joined.isEmpty()) {
            return;
        }
        if (empty) {
            problems.add(Problem.warning(new Span(start, end), "an empty line stands inside a continued instruction"));
        }
        Joined text = joined.build();
        List<Heredoc> heredocs = heredocs(text, new Span(start, end));
        if (!heredocs.isEmpty()) {
            lastLine = line - 1;
            end = source.lineSpan(lastLine).end();
        }
        statements.add(new Statement(text, new Span(start, end), firstLine, lastLine, comments, heredocs));
        comments = new ArrayList<>();
    }

    /** Adds a line's text without its continuation; whether the instruction ends here. */
    private boolean piece(Joined.Builder joined, int start, int end) {
        String text = source.bytes().substring(start, end);
        Matcher matcher = continuation.matcher(text);
        boolean continues = matcher.find();
        joined.add(continues ? text.substring(0, matcher.start()) : text, start);
        return !continues;
    }

    private List<Heredoc> heredocs(Joined joined, Span statement) {
        String text = joined.text();
        if (!text.contains("<<") || !HEREDOC_INSTRUCTION.matcher(text).matches() || isJson(text)) {
            return List.of();
        }
        var heredocs = new ArrayList<Heredoc>();
        for (Heredocs.Opening opening : Heredocs.openings(text)) {
            heredocs.add(body(opening, joined.span(opening.from(), opening.to()), statement));
        }
        return heredocs;
    }

    private static boolean isJson(String text) {
        int at = 0;
        do {
            at = Blank.skip(text, wordEnd(text, at));
        } while (text.regionMatches(true, at, "onbuild", 0, 7) || text.startsWith("--", at) || isKeyword(text, at));
        return JsonForm.parse(text.substring(at)) instanceof JsonForm.Strings;
    }

    /** Whether the word at {@code at} is what {@code ONBUILD} wraps. */
    private static boolean isKeyword(String text, int at) {
        String word = text.substring(at, wordEnd(text, at)).toLowerCase(Locale.ROOT);
        return text.regionMatches(true, 0, "onbuild", 0, 7)
                && Set.of("run", "copy", "add").contains(word);
    }

    private static int wordEnd(String text, int from) {
        int end = from;
        while (end < text.length() && !Blank.is(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private Heredoc body(Heredocs.Opening opening, Span word, Span statement) {
        int start = line <= source.lines() ? source.lineSpan(line).start() : source.length();
        while (line <= source.lines() && !atEnd()) {
            Span span = source.lineSpan(line++);
            String text = source.slice(span);
            if (opening.chomps()) {
                text = text.replaceFirst("^\\t+", "");
            }
            if (text.equals(opening.name())) {
                return heredoc(opening, word, new Span(start, span.start()));
            }
        }
        problems.add(
                Problem.error(statement, "the here-document `" + Source.decoded(opening.name()) + "` does not end"));
        return heredoc(opening, word, new Span(Math.min(start, source.length()), source.length()));
    }

    private static Heredoc heredoc(Heredocs.Opening opening, Span word, Span body) {
        return new Heredoc(
                Source.decoded(opening.name()),
                opening.fileDescriptor(),
                opening.expands(),
                opening.chomps(),
                word,
                body);
    }
}
