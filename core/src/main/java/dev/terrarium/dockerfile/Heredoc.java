package dev.terrarium.dockerfile;

/**
 * A here-document of {@code RUN}, {@code COPY} or {@code ADD}.
 *
 * @param name the terminator, quotes removed
 * @param fileDescriptor what stands before {@code <<}; 0 where nothing does
 * @param expands whether no part of the word was quoted
 * @param chomps whether {@code <<-} strips leading tabs
 * @param opening the word {@code <<EOF}
 * @param body the lines between, line ends included
 */
public record Heredoc(String name, int fileDescriptor, boolean expands, boolean chomps, Span opening, Span body) {}
