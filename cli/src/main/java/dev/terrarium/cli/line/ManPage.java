package dev.terrarium.cli.line;

import java.util.List;

/**
 * A manual page, made from a command's table: section 1, in the macros that every {@code man} knows.
 *
 * <p>Without a date and a version, so that the pages that are checked in change only when what they say does.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/man.7.html">man(7)</a>
 */
public final class ManPage {
    private ManPage() {}

    /** {@code terrarium-cache-info}: the page's name, and its file's with {@code .1} behind it. */
    public static String name(Spec spec) {
        return "terrarium-" + spec.name().replace(' ', '-');
    }

    /** The page of one command. */
    public static String of(Spec spec) {
        var text = new StringBuilder(beginning(name(spec), spec.summary()));
        text.append(".B terrarium ").append(escaped(spec.name())).append('\n');
        for (Operand operand : spec.operands()) {
            text.append(line(operand.usage())).append('\n');
        }
        text.append(spec.options().isEmpty() ? "" : "[options]\n");
        text.append(".SH DESCRIPTION\n");
        text.append(line(spec.description().isEmpty() ? spec.summary() + "." : spec.description()))
                .append('\n');
        for (Operand operand : spec.operands()) {
            text.append(".TP\n.I ").append(escaped(operand.placeholder())).append('\n');
            text.append(line(operand.description())).append('\n');
        }
        options(text, "OPTIONS", spec.allOptions());
        text.append(".SH EXAMPLES\n");
        for (Spec.Example example : spec.examples()) {
            text.append(".TP\n.B terrarium ")
                    .append(escaped(example.arguments()))
                    .append('\n');
            text.append(line(example.purpose())).append('\n');
        }
        return text.append(".SH SEE ALSO\n.BR terrarium (1)\n").toString();
    }

    /** The page of the program, which leads to the others. */
    public static String overview(List<Spec> specs) {
        var text = new StringBuilder(beginning("terrarium", "turns a locked Python project into a container image"));
        text.append(".B terrarium\n.I COMMAND\n[options]\n.SH DESCRIPTION\n");
        text.append(
                "Needs no container engine, no root and no Python. Results go to standard output, and everything else to\n");
        text.append("standard error.\n.SH COMMANDS\n");
        for (Spec spec : specs) {
            text.append(".TP\n.BR ").append(escaped(name(spec))).append(" (1)\n");
            text.append(line(spec.summary())).append('\n');
        }
        options(text, "OPTIONS", Spec.GLOBAL);
        return text.toString();
    }

    private static String beginning(String name, String summary) {
        return ".\\\" made from the program's tables\n.TH " + escaped(name).toUpperCase(java.util.Locale.ROOT)
                + " 1 \"\" terrarium \"Terrarium's manual\"\n.SH NAME\n" + escaped(name) + " \\- " + escaped(summary)
                + "\n.SH SYNOPSIS\n";
    }

    private static void options(StringBuilder text, String title, List<Option> options) {
        text.append(".SH ").append(title).append('\n');
        for (Option option : options) {
            String letter = option.letter().isEmpty() ? "" : "-" + option.letter() + ", ";
            text.append(".TP\n.B ").append(escaped(letter + option.usage())).append('\n');
            boolean again = option.repeatable() && option.kind() != Option.Kind.LIST;
            text.append(line(option.description() + (again ? " (may be repeated)" : "")))
                    .append('\n');
        }
    }

    /** Text that begins a line, where a point or an apostrophe would be a macro. */
    private static String line(String text) {
        String escaped = escaped(text);
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }

    private static String escaped(String text) {
        String plain = text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("`", "\\(ga")
                .replace("…", "...");
        var ascii = new StringBuilder();
        plain.codePoints().forEach(c -> {
            if (c < 0x7f) {
                ascii.appendCodePoint(c);
            } else {
                String digits = Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT);
                ascii.append("\\[u")
                        .append("0".repeat(Math.max(0, 4 - digits.length())))
                        .append(digits)
                        .append(']');
            }
        });
        return ascii.toString();
    }
}
