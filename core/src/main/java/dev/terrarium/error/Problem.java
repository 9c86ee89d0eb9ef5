package dev.terrarium.error;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing that is wrong: what, where, and what to do about it.
 *
 * @param code what kind of problem this is; each has a page in {@code docs/errors}
 * @param message one line, lower case, no full stop, literals in backticks
 * @param place where it stands, if it stands in a file
 * @param hints ways out, the best first; each an imperative without the word "hint"
 */
public record Problem(ErrorCode code, String message, Optional<Place> place, List<String> hints) {
    public Problem {
        if (message.isBlank() || message.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a message is one line: " + message);
        }
        hints = List.copyOf(hints);
    }

    public static Problem of(ErrorCode code, String message, String... hints) {
        return new Problem(code, message, Optional.empty(), List.of(hints));
    }

    public Problem at(Place place) {
        return new Problem(code, message, Optional.of(place), hints);
    }

    public Problem withHint(String hint) {
        var more = new ArrayList<>(hints);
        more.add(hint);
        return new Problem(code, message, place, more);
    }
}
