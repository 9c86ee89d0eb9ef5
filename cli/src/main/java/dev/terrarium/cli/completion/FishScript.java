package dev.terrarium.cli.completion;

import dev.terrarium.cli.line.Operand;
import dev.terrarium.cli.line.Option;
import dev.terrarium.cli.line.Spec;
import java.util.List;

/** Completion for fish 3 and later. */
record FishScript(List<Spec> specs) {
    private static final String BEGINNING = """
            # completion of terrarium for fish, made by `terrarium completion fish`
            function __terrarium_is
                set -l words (commandline -opc)
                set -e words[1]
                while set -q words[1]; and string match -q -- '-*' $words[1]
                    set -e words[1]
                end
                set -l last (count $argv)
                test (count $words) -ge $last; and test "$argv" = "$words[1..$last]"
            end
            function __terrarium_ends
                set -l words (commandline -opc)
                set -e words[1]
                while set -q words[1]; and string match -q -- '-*' $words[1]
                    set -e words[1]
                end
                test "$argv" = "$words"
            end
            complete -c terrarium -f
            """;

    String text() {
        var text = new StringBuilder(BEGINNING);
        for (String first : BashScript.firstWords(specs)) {
            String summary = specs.stream()
                    .filter(spec -> spec.name().equals(first))
                    .map(Spec::summary)
                    .findFirst()
                    .orElse(String.join(", ", BashScript.secondWords(specs, first)));
            text.append("complete -c terrarium -n '__terrarium_ends' -a ").append(first);
            text.append(" -d ").append(quoted(summary)).append('\n');
        }
        for (Spec spec : specs) {
            command(text, spec);
        }
        Spec.GLOBAL.forEach(option -> option(text, "", option));
        return text.toString();
    }

    private static void command(StringBuilder text, Spec spec) {
        String[] name = spec.name().split(" ", 2);
        if (name.length == 2) {
            text.append("complete -c terrarium -n '__terrarium_ends ")
                    .append(name[0])
                    .append("' -a ")
                    .append(name[1]);
            text.append(" -d ").append(quoted(spec.summary())).append('\n');
        }
        String condition = " -n '__terrarium_is " + spec.name() + "'";
        spec.options().forEach(option -> option(text, condition, option));
        for (Operand operand : spec.operands()) {
            switch (Values.of(operand.placeholder())) {
                case Values.Unknown it -> {}
                case Values.Files it ->
                    text.append("complete -c terrarium").append(condition).append(" -F\n");
                case Values.Directories it ->
                    text.append("complete -c terrarium")
                            .append(condition)
                            .append(" -a '(__fish_complete_directories)'\n");
                case Values.Words(var words) ->
                    text.append("complete -c terrarium")
                            .append(condition)
                            .append(" -a ")
                            .append(quoted(String.join(" ", words)))
                            .append('\n');
            }
        }
    }

    private static void option(StringBuilder text, String condition, Option option) {
        text.append("complete -c terrarium").append(condition).append(" -l ").append(option.name());
        text.append(option.letter().isEmpty() ? "" : " -s " + option.letter());
        if (option.takesNextWord()) {
            text.append(" -x")
                    .append(
                            switch (Values.of(option.placeholder())) {
                                case Values.Unknown it -> "";
                                case Values.Files it -> " -a '(__fish_complete_path)'";
                                case Values.Directories it -> " -a '(__fish_complete_directories)'";
                                case Values.Words(var words) -> " -a " + quoted(String.join(" ", words));
                            });
        }
        text.append(" -d ").append(quoted(option.description())).append('\n');
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
