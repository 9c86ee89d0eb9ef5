package dev.terrarium.dockerfile;

import java.util.List;

/**
 * The lines of one instruction, before anybody asks what it means.
 *
 * @param joined without continuations, comments and empty lines inside; leading white space of the first line is gone
 * @param span from the first byte of the instruction to the end of its last line or of its last heredoc's terminator, without that line end
 * @param firstLine from 1
 * @param lastLine of the instruction or of its last heredoc's terminator
 * @param comments the comment lines directly above
 */
record Statement(Joined joined, Span span, int firstLine, int lastLine, List<Span> comments, List<Heredoc> heredocs) {
    Statement {
        comments = List.copyOf(comments);
        heredocs = List.copyOf(heredocs);
    }

    String text() {
        return joined.text();
    }
}
