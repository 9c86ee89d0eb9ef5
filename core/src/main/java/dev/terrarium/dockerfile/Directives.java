package dev.terrarium.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parser directives at the head of a file. Anything that is not one, an empty line too, ends them.
 *
 * @see <a href="https://docs.docker.com/reference/dockerfile/#parser-directives">Dockerfile reference, parser directives</a>
 */
final class Directives {
    private static final Pattern DIRECTIVE =
            Pattern.compile("#\\s*([a-zA-Z][a-zA-Z0-9]*)\\s*=\\s*(.+?)\\s*", Pattern.DOTALL);
    private static final Set<String> KEYS = Set.of("syntax", "escape", "check");

    private final List<Directive> found = new ArrayList<>();
    private char escape = '\\';
    private boolean over;

    /** Reads one line, leading white space removed; tells what is wrong with it as a directive. */
    Optional<Problem> line(String text, int offset) {
        if (over) {
            return Optional.empty();
        }
        Matcher matcher = DIRECTIVE.matcher(text);
        if (!matcher.matches() || !KEYS.contains(matcher.group(1).toLowerCase(Locale.ROOT))) {
            over = true;
            return Optional.empty();
        }
        String key = matcher.group(1).toLowerCase(Locale.ROOT);
        var span = new Span(offset, offset + text.length());
        boolean repeated = found.stream().anyMatch(directive -> directive.key().equals(key));
        found.add(new Directive(
                key,
                Source.decoded(matcher.group(2)),
                span,
                new Span(offset + matcher.start(2), offset + matcher.end(2))));
        if (repeated) {
            return Optional.of(Problem.error(span, "the directive `" + key + "` stands here twice"));
        }
        return key.equals("escape") ? escape(matcher.group(2), span) : Optional.empty();
    }

    private Optional<Problem> escape(String value, Span span) {
        if (!value.equals("\\") && !value.equals("`")) {
            return Optional.of(Problem.error(span, "the escape character must be a backslash or a back-tick"));
        }
        escape = value.charAt(0);
        return Optional.empty();
    }

    char escape() {
        return escape;
    }

    List<Directive> found() {
        return List.copyOf(found);
    }
}
