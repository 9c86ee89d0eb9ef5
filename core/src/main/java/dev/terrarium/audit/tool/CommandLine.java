package dev.terrarium.audit.tool;

import dev.terrarium.dockerfile.shell.Invocation;
import dev.terrarium.dockerfile.shell.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of a program, told apart: options by their full names, operands.
 *
 * @param unknown whether words depend on what nobody knows: an option that is not seen here may still be there
 */
public record CommandLine(Invocation invocation, List<Option> options, List<Operand> operands, boolean unknown) {
    public CommandLine {
        options = List.copyOf(options);
        operands = List.copyOf(operands);
    }

    /**
     * @param name without dashes, in full
     * @param value its value, where there is one and all of it is known
     * @param word where it begins
     * @param valueWord where its value stands: the same word, or the next
     */
    public record Option(String name, Optional<String> value, ShellWord word, ShellWord valueWord) {}

    /**
     * @param text empty where it is unknown
     */
    public record Operand(Optional<String> text, ShellWord word) {}

    public boolean has(String option) {
        return options.stream().anyMatch(found -> found.name().equals(option));
    }

    /** The last value given to an option. */
    public Optional<String> value(String option) {
        return options.reversed().stream()
                .filter(found -> found.name().equals(option))
                .findFirst()
                .flatMap(Option::value);
    }

    /** The first use of an option. */
    public Optional<Option> option(String name) {
        return options.stream().filter(found -> found.name().equals(name)).findFirst();
    }

    /** Texts of the operands that are known. */
    public List<String> known() {
        return operands.stream().flatMap(operand -> operand.text().stream()).toList();
    }

    /** Reads the arguments of an invocation from the one at {@code from} on. */
    static CommandLine read(Invocation invocation, int from, OptionTable table) {
        var reader = new Reader(invocation, table);
        for (int i = from; i < invocation.arguments().size(); i++) {
            i = reader.argument(i);
        }
        return new CommandLine(invocation, reader.options, reader.operands, reader.unknown);
    }

    private static final class Reader {
        private final Invocation invocation;
        private final OptionTable table;
        private final List<Option> options = new ArrayList<>();
        private final List<Operand> operands = new ArrayList<>();
        private boolean unknown;
        private boolean onlyOperands;

        private Reader(Invocation invocation, OptionTable table) {
            this.invocation = invocation;
            this.table = table;
        }

        /** Reads the argument at {@code index}; gives the index of the last one taken. */
        private int argument(int index) {
            Optional<String> argument = invocation.argument(index);
            ShellWord word = invocation.word(index);
            String text = argument.orElse(word.literalStart());
            unknown |= argument.isEmpty() && !text.startsWith("-");
            if (onlyOperands || !text.startsWith("-") || text.equals("-")) {
                operands.add(new Operand(argument, word));
            } else if (text.equals("--")) {
                onlyOperands = true;
            } else if (text.startsWith("--")) {
                return longOption(index, text, argument.isPresent());
            } else {
                return letters(index, text);
            }
            return index;
        }

        private int longOption(int index, String text, boolean isKnown) {
            int equals = text.indexOf('=');
            String name = table.longName(text.substring(2, equals < 0 ? text.length() : equals));
            ShellWord word = invocation.word(index);
            if (equals >= 0) {
                Optional<String> value = isKnown ? Optional.of(text.substring(equals + 1)) : Optional.empty();
                options.add(new Option(name, value, word, word));
                return index;
            }
            return table.takesValue(name) ? withNext(name, index) : alone(name, index);
        }

        /** {@code -yq}, {@code -rfile}, {@code -r file}. */
        private int letters(int index, String text) {
            ShellWord word = invocation.word(index);
            for (int i = 1; i < text.length(); i++) {
                String name = table.byLetter(text.charAt(i)).orElse(String.valueOf(text.charAt(i)));
                if (!table.takesValue(name)) {
                    alone(name, index);
                } else if (i + 1 < text.length()) {
                    options.add(new Option(name, Optional.of(text.substring(i + 1)), word, word));
                    return index;
                } else {
                    return withNext(name, index);
                }
            }
            return index;
        }

        private int alone(String name, int index) {
            ShellWord word = invocation.word(index);
            options.add(new Option(name, Optional.empty(), word, word));
            return index;
        }

        /** The next argument is the value, where there is one. */
        private int withNext(String name, int index) {
            if (index + 1 == invocation.arguments().size()) {
                return alone(name, index);
            }
            options.add(new Option(
                    name, invocation.argument(index + 1), invocation.word(index), invocation.word(index + 1)));
            return index + 1;
        }
    }
}
