package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Edit;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.Fix;
import dev.terrarium.dockerfile.Command;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.shell.Invocation;
import dev.terrarium.dockerfile.shell.Script;
import dev.terrarium.dockerfile.shell.ShellParser;
import dev.terrarium.dockerfile.shell.ShellWord;
import java.util.Optional;
import java.util.stream.Collectors;

/** A start command with a shell in front, which keeps signals for itself. */
final class ExecFormCommand implements DockerfileRule {
    @Override
    public String practice() {
        return "exec-form-command";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        subject.last().entrypoint().ifPresent(found -> check(subject, found, found.command(), findings));
        subject.last().cmd().ifPresent(found -> check(subject, found, found.command(), findings));
    }

    private static void check(DockerfileSubject subject, Instruction instruction, Command command, Findings findings) {
        switch (command) {
            case Command.Shell shell
            when shell.triedJson() ->
                findings.certain(
                        instruction.span(),
                        "this is no JSON, so a shell gets the brackets and quotes as they are",
                        "write every argument between double quotes, with commas between");
            case Command.Shell shell -> shellForm(subject, instruction, shell, findings);
            case Command.Exec exec -> execForm(subject, exec, findings);
        }
    }

    private static void shellForm(
            DockerfileSubject subject, Instruction instruction, Command.Shell shell, Findings findings) {
        if (endsInExec(subject)) {
            return;
        }
        String message =
                "a shell stands in front of the program and keeps SIGTERM for itself, so every stop takes ten seconds and kills";
        Optional<String> json = asJson(ShellParser.parse(shell.text()));
        if (json.isPresent()) {
            findings.certain(
                    instruction.head().argumentsSpan(),
                    message,
                    Fix.safe("write the exec form", new Edit(instruction.head().argumentsSpan(), json.get())));
        } else {
            findings.certain(
                    instruction.head().argumentsSpan(),
                    message,
                    "write the exec form, or put `exec` before the last program");
        }
    }

    private static boolean endsInExec(DockerfileSubject subject) {
        return Start.of(subject)
                .flatMap(Start::server)
                .filter(Invocation::isExec)
                .isPresent();
    }

    private static void execForm(DockerfileSubject subject, Command.Exec exec, Findings findings) {
        boolean shell = exec.words().size() >= 3
                && exec.arguments().getFirst().matches("(/bin/|/usr/bin/)?(ba|da|a)?sh")
                && exec.arguments().get(1).matches("-[a-z]*c");
        if (shell && !endsInExec(subject)) {
            findings.certain(
                    exec.words().get(2).span(),
                    "the shell stays in front of the program and keeps SIGTERM for itself",
                    "put `exec` before the last program");
        }
    }

    /** The JSON form of a single command whose words need no shell. */
    private static Optional<String> asJson(Script script) {
        boolean single = script.isWhole()
                && script.items().size() == 1
                && script.items().getFirst().list().pipelines().size() == 1
                && script.items()
                                .getFirst()
                                .list()
                                .pipelines()
                                .getFirst()
                                .commands()
                                .size()
                        == 1;
        if (!single
                || !(script.items()
                                .getFirst()
                                .list()
                                .pipelines()
                                .getFirst()
                                .commands()
                                .getFirst()
                        instanceof Script.Simple simple)
                || !simple.assignments().isEmpty()
                || !simple.redirects().isEmpty()
                || simple.words().stream().anyMatch(ExecFormCommand::needsShell)) {
            return Optional.empty();
        }
        return Optional.of(simple.words().stream()
                .map(word -> "\""
                        + word.literal().orElseThrow().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(", ", "[", "]")));
    }

    private static boolean needsShell(ShellWord word) {
        return word.literal().isEmpty()
                || word.parts().stream()
                        .anyMatch(part -> part instanceof ShellWord.Literal literal
                                && !literal.isQuoted()
                                && literal.text().matches(".*[*?\\[~].*"));
    }
}
