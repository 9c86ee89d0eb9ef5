package dev.terrarium.cli.line;

import java.util.List;

/** Help as text of at most 80 columns, made from the tables and nothing else. */
public final class Help {
    private static final int WIDTH = 80;
    private static final int GUTTER = 24;

    private Help() {}

    /** Everything about one command. */
    public static String of(Spec spec) {
        var text = new StringBuilder();
        text.append("terrarium ")
                .append(spec.name())
                .append(": ")
                .append(spec.summary())
                .append("\n\n");
        text.append("usage: ").append(usage(spec)).append('\n');
        if (!spec.description().isEmpty()) {
            text.append('\n').append(wrap(spec.description(), 0)).append('\n');
        }
        if (!spec.operands().isEmpty()) {
            text.append("\narguments:\n");
            for (Operand operand : spec.operands()) {
                entry(text, operand.usage(), operand.description());
            }
        }
        if (!spec.options().isEmpty()) {
            options(text, "options", spec.options());
        }
        options(text, "everywhere", Spec.GLOBAL);
        text.append("\nexamples:\n");
        for (Spec.Example example : spec.examples()) {
            text.append("  # ").append(example.purpose()).append('\n');
            text.append("  terrarium ").append(example.arguments()).append('\n');
        }
        return text.toString();
    }

    /** What there is, a line each. */
    public static String overview(List<Spec> specs) {
        var text = new StringBuilder("terrarium: turns a locked Python project into a container image\n\n");
        text.append("usage: terrarium COMMAND [options]\n\ncommands:\n");
        for (Spec spec : specs) {
            entry(text, spec.name(), spec.summary());
        }
        options(text, "everywhere", Spec.GLOBAL);
        text.append("\nMore about a command: terrarium COMMAND --help\n");
        return text.toString();
    }

    /** The line that shows the shape of a command. */
    public static String usage(Spec spec) {
        var line = new StringBuilder("terrarium ").append(spec.name());
        for (Operand operand : spec.operands()) {
            line.append(' ').append(operand.usage());
        }
        return line.append(spec.options().isEmpty() ? "" : " [options]").toString();
    }

    private static void options(StringBuilder text, String title, List<Option> options) {
        text.append('\n').append(title).append(":\n");
        for (Option option : options) {
            String letter = option.letter().isEmpty() ? "" : "-" + option.letter() + ", ";
            boolean again = option.repeatable() && option.kind() != Option.Kind.LIST;
            entry(text, letter + option.usage(), option.description() + (again ? " (may be repeated)" : ""));
        }
    }

    private static void entry(StringBuilder text, String left, String right) {
        String padding =
                left.length() + 4 > GUTTER ? "\n" + " ".repeat(GUTTER) : " ".repeat(GUTTER - 2 - left.length());
        text.append("  ").append(left).append(padding);
        text.append(wrap(right, GUTTER)).append('\n');
    }

    /** Breaks lines at spaces; the first line is taken to begin at {@code indent} already. */
    private static String wrap(String sentence, int indent) {
        var text = new StringBuilder();
        int column = indent;
        for (String word : sentence.split(" ", -1)) {
            if (column > indent && column + 1 + word.length() > WIDTH) {
                text.append('\n').append(" ".repeat(indent));
                column = indent;
            } else if (column > indent) {
                text.append(' ');
                column++;
            }
            text.append(word);
            column += word.length();
        }
        return text.toString();
    }
}
