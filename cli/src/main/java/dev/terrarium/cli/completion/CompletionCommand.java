package dev.terrarium.cli.completion;

import dev.terrarium.cli.command.Command;
import dev.terrarium.cli.command.Result;
import dev.terrarium.cli.command.Session;
import dev.terrarium.cli.line.Arguments;
import dev.terrarium.cli.line.Operand;
import dev.terrarium.cli.line.Spec;
import dev.terrarium.cli.line.UsageError;
import dev.terrarium.error.Similar;
import dev.terrarium.json.Json;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code terrarium completion}: a script that completes command lines.
 *
 * <p>The script holds the tables and does not ask this program: a start for every press of a key would be felt.
 */
public final class CompletionCommand implements Command {
    static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    private final Supplier<List<Spec>> specs;

    /** @param specs the tables of all commands */
    public CompletionCommand(Supplier<List<Spec>> specs) {
        this.specs = specs;
    }

    @Override
    public Spec spec() {
        return new Spec(
                "completion",
                "print a script that completes command lines in a shell",
                "For bash put it into ~/.local/share/bash-completion/completions/terrarium, for zsh as _terrarium into a"
                        + " folder of $fpath, for fish into ~/.config/fish/completions/terrarium.fish. The script asks nobody:"
                        + " print it again after an update.",
                List.of(Operand.required("SHELL", "bash, zsh or fish")),
                List.of(),
                List.of(
                        new Spec.Example("for bash", "completion bash"),
                        new Spec.Example("for zsh", "completion zsh"),
                        new Spec.Example("for fish", "completion fish")));
    }

    @Override
    public Result run(Arguments arguments, Session session) {
        String shell = arguments.operand(0).orElseThrow();
        return new Script(
                shell,
                switch (shell) {
                    case "bash" -> new BashScript(specs.get()).text();
                    case "zsh" -> new ZshScript(specs.get()).text();
                    case "fish" -> new FishScript(specs.get()).text();
                    default ->
                        throw new UsageError(
                                "there is no completion for `" + shell + "`",
                                Similar.to(shell, SHELLS)
                                        .map(name -> "did you mean `terrarium completion " + name + "`?")
                                        .orElse("write `bash`, `zsh` or `fish`"));
                });
    }

    private record Script(String shell, String text) implements Result {
        @Override
        public Json.Members document() {
            return Json.Members.EMPTY
                    .with("schema", "terrarium.completion/1")
                    .with("shell", shell)
                    .with("script", text);
        }
    }
}
