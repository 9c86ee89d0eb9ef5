package dev.terrarium.dockerfile;

/** What is known of a variable, or of a word with variables in it, while nobody builds. */
public sealed interface Value {
    /** This text. */
    record Known(String text) implements Value {}

    /** Nobody set it. */
    record Unset() implements Value {}

    /** Somebody may set it: a build argument without default, a variable of a base image. No finding may rest on it. */
    record Unknown() implements Value {}

    Value UNSET = new Unset();
    Value UNKNOWN = new Unknown();

    static Value of(String text) {
        return new Known(text);
    }
}
