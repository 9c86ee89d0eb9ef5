package dev.terrarium.dockerfile;

import java.util.List;

/** What {@code RUN}, {@code CMD}, {@code ENTRYPOINT} and {@code HEALTHCHECK} run. */
public sealed interface Command {
    /** The JSON form: a program and its arguments, no shell between. */
    record Exec(List<Word> words) implements Command {
        public Exec {
            words = List.copyOf(words);
        }

        /** The program and its arguments. */
        public List<String> arguments() {
            return words.stream().map(Word::text).toList();
        }
    }

    /**
     * The shell form: text for the shell of the stage.
     *
     * @param triedJson whether it begins with {@code [}: JSON was meant, and is broken
     */
    record Shell(Joined text, boolean triedJson) implements Command {}
}
