package dev.terrarium.cli.completion;

import dev.terrarium.cli.line.Operand;
import dev.terrarium.cli.line.Option;
import dev.terrarium.cli.line.Spec;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Completion for bash 4.4 and later, without the package bash-completion. */
record BashScript(List<Spec> specs) {
    String text() {
        return """
                # completion of terrarium for bash, made by `terrarium completion bash`
                _terrarium() {
                  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} first= second= at= word i
                  COMPREPLY=()
                  # bash takes `=` for a word
                  if [[ $cur == = ]]; then
                    cur=
                  elif [[ $prev == = && $COMP_CWORD -gt 1 ]]; then
                    prev=${COMP_WORDS[COMP_CWORD - 2]}
                  fi
                  for ((i = 1; i < COMP_CWORD; i++)); do
                    word=${COMP_WORDS[i]}
                    if [[ -z $first ]]; then
                      [[ $word == -* ]] || { first=$word at=$i; }
                    elif [[ $i == $((at + 1)) ]]; then
                      second=$word
                    fi
                  done
                  _terrarium_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur"); }
                  _terrarium_files() { compopt -o filenames; mapfile -t COMPREPLY < <(compgen "$1" -- "$cur"); }
                  case "$first $second" in
                CASES    *)
                      if [[ $cur == -* ]]; then
                        _terrarium_words "GLOBAL"
                      elif [[ -z $first ]]; then
                        _terrarium_words "FIRST"
                      fi ;;
                  esac
                }
                complete -F _terrarium terrarium
                """.replace("CASES", specs.stream().map(BashScript::cases).collect(Collectors.joining()) + groups())
                .replace("GLOBAL", options(Spec.GLOBAL))
                .replace("FIRST", String.join(" ", firstWords(specs)));
    }

    /** The words that a command's name begins with, each once. */
    static List<String> firstWords(List<Spec> specs) {
        return specs.stream()
                .map(spec -> spec.name().replaceFirst(" .*", ""))
                .distinct()
                .toList();
    }

    /** Commands of two words: what may follow the first. */
    static List<String> secondWords(List<Spec> specs, String first) {
        return specs.stream()
                .map(Spec::name)
                .filter(name -> name.startsWith(first + " "))
                .map(name -> name.substring(first.length() + 1))
                .toList();
    }

    private String groups() {
        return firstWords(specs).stream()
                .filter(first -> !secondWords(specs, first).isEmpty())
                .map(first -> "    \"" + first + " \"*)\n      [[ $COMP_CWORD -gt $((at + 1)) ]] || _terrarium_words \""
                        + String.join(" ", secondWords(specs, first)) + "\" ;;\n")
                .collect(Collectors.joining());
    }

    private static String cases(Spec spec) {
        String pattern = spec.name().contains(" ") ? "\"" + spec.name() + "\"" : "\"" + spec.name() + " \"*";
        var text = new StringBuilder("    " + pattern + ")\n      case $prev in\n");
        for (Option option : spec.allOptions()) {
            if (option.takesNextWord()) {
                text.append("        --").append(option.name()).append(") ");
                text.append(proposal(Values.of(option.placeholder()))).append(" ;;\n");
            }
        }
        text.append("        *)\n          if [[ $cur == -* ]]; then\n            _terrarium_words \"");
        text.append(options(spec.allOptions())).append("\"\n");
        text.append("          else\n            ");
        text.append(spec.operands().stream()
                .findFirst()
                .map(Operand::placeholder)
                .map(Values::of)
                .map(BashScript::proposal)
                .orElse(":"));
        return text.append("\n          fi ;;\n      esac ;;\n").toString();
    }

    private static String proposal(Values values) {
        return switch (values) {
            case Values.Unknown it -> ":";
            case Values.Files it -> "_terrarium_files -f";
            case Values.Directories it -> "_terrarium_files -d";
            case Values.Words(var words) -> "_terrarium_words \"" + String.join(" ", words) + "\"";
        };
    }

    private static String options(List<Option> options) {
        return options.stream()
                .flatMap(option -> option.letter().isEmpty()
                        ? Stream.of("--" + option.name())
                        : Stream.of("--" + option.name(), "-" + option.letter()))
                .collect(Collectors.joining(" "));
    }
}
