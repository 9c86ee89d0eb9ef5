package dev.terrarium.audit;

import dev.terrarium.dockerfile.Span;
import java.util.Optional;

/**
 * A practice that is not kept, at a place.
 *
 * @param message what is there, one line, lower case, literals between backticks
 * @param hint what to do about it where no fix says so
 */
public record Finding(
        Practice practice, Span span, String message, Confidence confidence, Optional<String> hint, Optional<Fix> fix) {
    /** How sure it is. */
    public enum Confidence {
        /** The file says so. */
        CERTAIN,
        /** What the file does not say would have to be unusual for it to be wrong. */
        LIKELY
    }
}
