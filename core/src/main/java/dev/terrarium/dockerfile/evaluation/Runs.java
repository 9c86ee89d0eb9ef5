package dev.terrarium.dockerfile.evaluation;

import dev.terrarium.dockerfile.Command;
import dev.terrarium.dockerfile.Dockerfile;
import dev.terrarium.dockerfile.Heredoc;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.Joined;
import dev.terrarium.dockerfile.shell.Invocation;
import dev.terrarium.dockerfile.shell.Invocations;
import dev.terrarium.dockerfile.shell.Script;
import dev.terrarium.dockerfile.shell.ShellParser;
import dev.terrarium.dockerfile.shell.ShellWord;
import dev.terrarium.dockerfile.shell.ShellWord.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the programs of a {@code RUN}, whatever its form. */
final class Runs {
    private Runs() {}

    static EvaluatedRun evaluate(Dockerfile file, Instruction.Run run, State before) {
        List<Mount> mounts = run.head().flags().stream()
                .filter(flag -> flag.name().equals("mount"))
                .map(Mount::of)
                .toList();
        var scripts = new ArrayList<Script>();
        var invocations = new ArrayList<Invocation>();
        switch (run.command()) {
            case Command.Exec exec -> invocations.addAll(exec(exec, run));
            case Command.Shell shell -> {
                for (Joined text : texts(file, run, shell, before)) {
                    Script script = ShellParser.parse(text);
                    scripts.add(script);
                    invocations.addAll(Invocations.of(script, before.forShell()));
                }
            }
        }
        return new EvaluatedRun(run, before, scripts, invocations, mounts);
    }

    /** What a POSIX shell reads: the line, or the here-documents where the line is nothing else. */
    private static List<Joined> texts(Dockerfile file, Instruction.Run run, Command.Shell shell, State before) {
        if (!before.shell().isEmpty() && !isPosix(before.shell().getFirst())) {
            return List.of();
        }
        List<Heredoc> heredocs = run.head().heredocs();
        String line = file.source().slice(run.head().argumentsSpan());
        boolean alone = heredocs.size() == 1
                && file.source().slice(heredocs.getFirst().opening()).equals(line.strip());
        if (!alone) {
            return List.of(shell.text());
        }
        Joined body = Joined.of(file.source(), heredocs.getFirst().body());
        return isForeign(body.text()) ? List.of() : List.of(body);
    }

    private static boolean isPosix(String program) {
        String name = program.substring(program.lastIndexOf('/') + 1);
        return List.of("sh", "bash", "ash", "dash", "zsh", "ksh").contains(name);
    }

    /** Whether a first line {@code #!} names another interpreter. */
    private static boolean isForeign(String body) {
        if (!body.startsWith("#!")) {
            return false;
        }
        int end = body.indexOf('\n');
        String line = (end < 0 ? body : body.substring(0, end)).strip();
        return !line.endsWith("sh") && !line.contains("sh ");
    }

    private static List<Invocation> exec(Command.Exec exec, Instruction.Run run) {
        List<ShellWord> words = exec.words().stream()
                .map(word -> new ShellWord(List.of(new Literal(word.text(), true)), word.raw(), word.span()))
                .toList();
        if (words.isEmpty()) {
            return List.of();
        }
        return Invocations.ofWords(words, run.head().argumentsSpan(), Map.of());
    }
}
