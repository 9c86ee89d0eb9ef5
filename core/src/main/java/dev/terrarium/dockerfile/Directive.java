package dev.terrarium.dockerfile;

/**
 * A parser directive, {@code # key=value} before everything else.
 *
 * @param key in lower case: {@code syntax}, {@code escape} or {@code check}
 */
public record Directive(String key, String value, Span span, Span valueSpan) {}
