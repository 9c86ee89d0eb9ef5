package dev.terrarium.cli;

import dev.terrarium.cli.line.Help;
import dev.terrarium.cli.line.Option;
import dev.terrarium.cli.line.Spec;
import dev.terrarium.cli.terminal.ExitCode;

/** {@code docs/commands.md}, made from the tables of the commands. */
final class CommandReference {
    private CommandReference() {}

    static String text() {
        var text = new StringBuilder("""
                # Commands

                Made from the same tables as `--help`. Standard output carries results only, everything else goes to
                standard error; [decision 002](decisions/002-commands-and-standard-output.md) says what scripts may rely upon.

                """);
        for (Spec spec : Commands.specs()) {
            text.append("## terrarium ").append(spec.name()).append("\n\n```\n");
            text.append(Help.of(spec)).append("```\n\n");
            if (spec.options().isEmpty()) {
                continue;
            }
            text.append("| option | example |\n|---|---|\n");
            for (Option option : spec.options()) {
                String example = "--" + option.name() + (option.example().isEmpty() ? "" : " " + option.example());
                text.append("| `")
                        .append(option.usage())
                        .append("` | `")
                        .append(example)
                        .append("` |\n");
            }
            text.append('\n');
        }
        text.append("## Exit codes\n\n| code | meaning |\n|---|---|\n");
        for (ExitCode exit : ExitCode.values()) {
            text.append("| ")
                    .append(exit.number())
                    .append(" | ")
                    .append(exit.meaning())
                    .append(" |\n");
        }
        return text.toString();
    }
}
