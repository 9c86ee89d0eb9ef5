package dev.terrarium.cli.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One command as data: the only place that knows its options. Parsing, help and {@code docs/commands.md} are made from it.
 *
 * <p>Not annotations on a class, which are read by reflection and cost every start some fifty milliseconds; not a builder with
 * callbacks, which cannot be printed.
 *
 * @param name one word or two: {@code build}, {@code cache info}
 * @param summary what it does, in a line that begins with a verb
 * @param description more of it, in sentences; may be empty
 * @param examples command lines as somebody would type them, each of which must parse
 */
public record Spec(
        String name,
        String summary,
        String description,
        List<Operand> operands,
        List<Option> options,
        List<Example> examples) {
    /** A command line without the program's name, and what it is good for. */
    public record Example(String purpose, String arguments) {}

    /** What every command understands, before its name or after it. */
    public static final List<Option> GLOBAL = List.of(
            Option.flag("help", "show this help").withLetter("h"),
            Option.flag("version", "show the version").withLetter("V"),
            Option.flag("json", "write the result, or the error, as one JSON document"),
            Option.flag("quiet", "tell errors and warnings only").withLetter("q"),
            Option.flag("trace", "show the stack trace of an error"));

    public Spec {
        operands = List.copyOf(operands);
        options = List.copyOf(options);
        examples = List.copyOf(examples);
    }

    /** Its own options and then the global ones. */
    public List<Option> allOptions() {
        var all = new ArrayList<>(options);
        all.addAll(GLOBAL);
        return all;
    }

    /** Finds an option by what stands behind the dashes. */
    public Optional<Option> option(String written) {
        for (Option option : allOptions()) {
            if (written.equals(option.name())) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    /** Finds an option by its one letter. */
    public Optional<Option> optionByLetter(String letter) {
        for (Option option : allOptions()) {
            if (letter.equals(option.letter())) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }
}
