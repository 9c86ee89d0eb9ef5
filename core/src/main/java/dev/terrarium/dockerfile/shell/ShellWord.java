package dev.terrarium.dockerfile.shell;

import dev.terrarium.dockerfile.Span;
import java.util.List;
import java.util.Optional;

/**
 * A word of a shell, in parts.
 *
 * @param raw as it stands
 */
public record ShellWord(List<Part> parts, String raw, Span span) {
    public ShellWord {
        parts = List.copyOf(parts);
    }

    /** A part of a word. */
    public sealed interface Part {}

    /** Text, quotes and escapes removed. */
    public record Literal(String text, boolean isQuoted) implements Part {}

    /**
     * A variable.
     *
     * @param modifier what follows the name between braces, as it stands: {@code :-x}
     */
    public record Parameter(String name, String modifier, boolean isQuoted) implements Part {}

    /** {@code $(…)}, back-ticks, {@code <(…)} and {@code >(…)}. */
    public record Substitution(Script script, boolean isQuoted) implements Part {}

    /** {@code $((…))}, unread inside. */
    public record Arithmetic() implements Part {}

    /** Its text where no part of it depends on anything. */
    public Optional<String> literal() {
        if (parts.size() == 1 && parts.getFirst() instanceof Literal only) {
            return Optional.of(only.text());
        }
        var text = new StringBuilder();
        for (Part part : parts) {
            if (!(part instanceof Literal literal)) {
                return Optional.empty();
            }
            text.append(literal.text());
        }
        return Optional.of(text.toString());
    }

    /** What is literal of its beginning: of {@code --index-url=$X}, {@code --index-url=}. */
    public String literalStart() {
        var text = new StringBuilder();
        for (Part part : parts) {
            if (!(part instanceof Literal literal)) {
                break;
            }
            text.append(literal.text());
        }
        return text.toString();
    }

    public boolean isLiteral(String text) {
        return literal().filter(text::equals).isPresent();
    }

    @Override
    public String toString() {
        return raw;
    }
}
