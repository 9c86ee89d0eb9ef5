package dev.terrarium.dockerfile;

import java.util.List;
import java.util.Optional;

/**
 * What all instructions have.
 *
 * @param keyword in upper case
 * @param span the instruction with its here-documents, without the last line end
 * @param arguments behind keyword and flags, white space around them removed
 * @param firstLine from 1
 * @param comments the comment lines directly above it
 */
public record Head(
        String keyword,
        Span keywordSpan,
        Span span,
        List<Flag> flags,
        Joined arguments,
        List<Heredoc> heredocs,
        int firstLine,
        int lastLine,
        List<Span> comments) {
    public Head {
        flags = List.copyOf(flags);
        heredocs = List.copyOf(heredocs);
        comments = List.copyOf(comments);
    }

    /** The first flag of this name. */
    public Optional<Flag> flag(String name) {
        return flags.stream().filter(flag -> flag.name().equals(name)).findFirst();
    }

    /** The range of the arguments, without here-documents. */
    public Span argumentsSpan() {
        return arguments.span(0, arguments.length());
    }
}
