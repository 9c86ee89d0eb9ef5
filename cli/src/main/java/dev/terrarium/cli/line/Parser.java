package dev.terrarium.cli.line;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.Similar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads a command line against a table: {@code --name value}, {@code --name=value}, one-letter flags, and {@code --} before words
 * that only look like options.
 *
 * <p>Everything that is wrong with a line is told at once. Options are never abbreviated: a script that says {@code --out} would
 * mean something else after the next release.
 */
public final class Parser {
    private final Spec spec;
    private final Map<String, List<String>> values = new TreeMap<>();
    private final List<String> operands = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private boolean guessing;

    private Parser(Spec spec) {
        this.spec = spec;
    }

    /**
     * Reads the words behind the command's name.
     *
     * @throws UsageError when they don't fit the table
     */
    public static Arguments parse(Spec spec, List<String> words) {
        return new Parser(spec).read(words);
    }

    private Arguments read(List<String> words) {
        Deque<String> rest = new ArrayDeque<>(words);
        while (!rest.isEmpty()) {
            String word = rest.removeFirst();
            if (word.equals("--")) {
                operands.addAll(rest);
                break;
            } else if (word.startsWith("--")) {
                readLong(word.substring(2), rest);
            } else if (word.startsWith("-") && word.length() > 1) {
                readShort(word);
            } else {
                operands.add(word);
            }
        }
        if (!values.containsKey("help") && !guessing) {
            checkOperands();
        }
        if (!problems.isEmpty()) {
            throw new UsageError(problems);
        }
        return new Arguments(spec, values, operands);
    }

    private void readLong(String word, Deque<String> rest) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Optional<Option> found = spec.option(name);
        if (found.isEmpty()) {
            unknown("--" + name);
            return;
        }
        Option option = found.get();
        if (option.kind() == Option.Kind.FLAG) {
            if (equals >= 0) {
                problem("`--" + name + "` takes no value", "write `--" + name + "` alone");
            }
            add(option, List.of(""));
        } else if (equals >= 0) {
            add(option, split(option, word.substring(equals + 1)));
        } else if (option.kind() == Option.Kind.OPTIONAL) {
            add(option, List.of(""));
        } else if (rest.isEmpty()
                || rest.getFirst().startsWith("-") && rest.getFirst().length() > 1) {
            problem(
                    "`--" + name + "` needs a value",
                    "write `--" + name + " " + option.placeholder() + "`, for instance `--" + name + " "
                            + option.example() + "`");
        } else {
            add(option, split(option, rest.removeFirst()));
        }
    }

    private void readShort(String word) {
        Optional<Option> found = spec.optionByLetter(word.substring(1));
        if (found.isEmpty()) {
            unknown(word);
        } else {
            add(found.get(), List.of(""));
        }
    }

    private List<String> split(Option option, String value) {
        List<String> parts = option.kind() == Option.Kind.LIST ? List.of(value.split(",", -1)) : List.of(value);
        if (parts.stream().anyMatch(String::isBlank)) {
            problem("`--" + option.name() + "` has an empty value", "write `" + option.usage() + "`");
        }
        return parts;
    }

    private void add(Option option, List<String> more) {
        List<String> present = values.computeIfAbsent(option.name(), _ -> new ArrayList<>());
        if (!present.isEmpty() && option.kind() == Option.Kind.VALUE && !option.repeatable()) {
            problem("`--" + option.name() + "` is given twice", "leave one of them out");
        }
        present.addAll(more);
    }

    private void checkOperands() {
        int most = 0;
        int position = 0;
        for (Operand operand : spec.operands()) {
            most = operand.repeatable() ? Integer.MAX_VALUE : most + 1;
            if (operand.required() && position >= operands.size()) {
                problem(
                        "`" + spec.name() + "` needs " + operand.placeholder() + ": " + operand.description(),
                        seeHelp());
            }
            position++;
        }
        for (String extra : operands.subList(Math.min(most, operands.size()), operands.size())) {
            problem("`" + spec.name() + "` takes no further argument: `" + extra + "`", seeHelp());
        }
    }

    /** Whether the next word was an unknown option's value nobody can tell: operands are not complained about any more. */
    private void unknown(String written) {
        guessing = true;
        String message = "`" + spec.name() + "` has no option `" + written + "`";
        List<String> names =
                spec.allOptions().stream().map(option -> "--" + option.name()).toList();
        problem(
                message,
                Similar.to(written, names)
                        .map(name -> "did you mean `" + name + "`?")
                        .orElse(seeHelp()));
    }

    private String seeHelp() {
        return "run `terrarium " + spec.name() + " --help`";
    }

    private void problem(String message, String hint) {
        problems.add(Problem.of(ErrorCode.USAGE, message, hint));
    }
}
