package dev.terrarium.audit;

import dev.terrarium.dockerfile.Span;

/**
 * A replacement of bytes of a file.
 *
 * @param text what stands there afterwards; for an empty span it is inserted
 */
public record Edit(Span span, String text) {}
