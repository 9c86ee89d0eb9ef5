package dev.terrarium.dockerfile;

import java.util.Optional;

/**
 * A flag of an instruction, {@code --name=value}.
 *
 * @param name without dashes
 * @param value what stands behind {@code =}, quotes removed
 * @param valueSpan of the value as it stands; empty, at the end, where there is none
 */
public record Flag(String name, Optional<String> value, Span span, Span valueSpan) {
    @Override
    public String toString() {
        return "--" + name + value.map(text -> "=" + text).orElse("");
    }
}
