package dev.terrarium.cli.completion;

import dev.terrarium.cli.line.Operand;
import dev.terrarium.cli.line.Option;
import dev.terrarium.cli.line.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Completion for zsh, by its own {@code _arguments}: as a file of {@code fpath}, or evaluated. */
record ZshScript(List<Spec> specs) {
    String text() {
        return """
                #compdef terrarium
                # completion of terrarium for zsh, made by `terrarium completion zsh`
                _terrarium() {
                  local -a commands=(
                COMMANDS  )
                  integer at=2
                  while ((at < CURRENT)) && [[ $words[at] == -* ]]; do ((at++)); done
                  if ((at >= CURRENT)); then
                    if [[ $words[CURRENT] == -* ]]; then
                      _arguments -s \\
                GLOBAL    else
                      _describe -t commands command commands
                    fi
                    return
                  fi
                  local command=$words[at]
                GROUPS  words=("$command" "${(@)words[at + 1,-1]}")
                  ((CURRENT -= at - 1))
                  case $command in
                CASES  esac
                }
                if [[ $funcstack[1] == _terrarium ]]; then
                  _terrarium "$@"
                else
                  compdef _terrarium terrarium
                fi
                """.replace("COMMANDS", commands())
                .replace("GLOBAL", arguments(Spec.GLOBAL, List.of(), "        "))
                .replace("GROUPS", groups())
                .replace("CASES", specs.stream().map(ZshScript::cases).collect(Collectors.joining()));
    }

    private String commands() {
        var lines = new StringBuilder();
        for (String first : BashScript.firstWords(specs)) {
            String summary = specs.stream()
                    .filter(spec -> spec.name().equals(first))
                    .map(Spec::summary)
                    .findFirst()
                    .orElse(String.join(", ", BashScript.secondWords(specs, first)));
            lines.append("    ").append(quoted(first + ":" + summary)).append('\n');
        }
        return lines.toString();
    }

    private String groups() {
        var text = new StringBuilder();
        for (String first : BashScript.firstWords(specs)) {
            List<String> second = BashScript.secondWords(specs, first);
            if (!second.isEmpty()) {
                text.append("  if [[ $command == ").append(first).append(" ]]; then\n");
                text.append("    if ((at + 1 == CURRENT)); then\n      _values command ");
                text.append(String.join(" ", second)).append("\n      return\n    fi\n");
                text.append("    command+=\" $words[at + 1]\"\n    ((at++))\n  fi\n");
            }
        }
        return text.toString();
    }

    private static String cases(Spec spec) {
        return "    " + quoted(spec.name()) + ")\n      _arguments -s \\\n"
                + arguments(spec.allOptions(), spec.operands(), "        ") + "      ;;\n";
    }

    private static String arguments(List<Option> options, List<Operand> operands, String indent) {
        var words = new ArrayList<String>();
        for (Option option : options) {
            String repeated = option.repeatable() ? "*" : "";
            String described = "[" + escaped(option.description()) + "]";
            if (!option.takesNextWord()) {
                words.add(repeated + "--" + option.name() + described);
                if (!option.letter().isEmpty()) {
                    words.add(repeated + "-" + option.letter() + described);
                }
            } else {
                words.add(repeated + "--" + option.name() + "=" + described + ":" + escaped(option.placeholder()) + ":"
                        + action(Values.of(option.placeholder())));
            }
        }
        for (Operand operand : operands) {
            String position = operand.repeatable() ? "*:" : operand.required() ? ":" : "::";
            words.add(position + escaped(operand.placeholder()) + ":" + action(Values.of(operand.placeholder())));
        }
        return words.stream().map(word -> indent + quoted(word)).collect(Collectors.joining(" \\\n")) + "\n";
    }

    private static String action(Values values) {
        return switch (values) {
            case Values.Unknown it -> "";
            case Values.Files it -> "_files";
            case Values.Directories it -> "_files -/";
            case Values.Words(var words) -> "(" + String.join(" ", words) + ")";
        };
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace(":", "\\:");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
