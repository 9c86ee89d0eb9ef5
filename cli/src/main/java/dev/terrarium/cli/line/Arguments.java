package dev.terrarium.cli.line;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command line that fits its table.
 *
 * @param values by option name; a flag that was given has one empty value
 * @param operands the words that are no options, in their order
 */
public record Arguments(Spec spec, Map<String, List<String>> values, List<String> operands) {
    public Arguments {
        values = Map.copyOf(values);
        operands = List.copyOf(operands);
    }

    /** Whether the option was given. */
    public boolean has(String option) {
        return !values(option).isEmpty();
    }

    /** The value of an option that may stand once. */
    public Optional<String> value(String option) {
        return values(option).stream().findFirst();
    }

    /** All values of an option, in their order. */
    public List<String> values(String option) {
        if (spec.option(option).isEmpty()) {
            throw new IllegalArgumentException("`" + spec.name() + "` has no option " + option);
        }
        return values.getOrDefault(option, List.of());
    }

    /** An operand by its position. */
    public Optional<String> operand(int index) {
        return index < operands.size() ? Optional.of(operands.get(index)) : Optional.empty();
    }
}
