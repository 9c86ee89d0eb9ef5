package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.tool.Installs;
import dev.terrarium.dockerfile.Command;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.Word;
import dev.terrarium.dockerfile.evaluation.EvaluatedStage;
import dev.terrarium.dockerfile.shell.Invocation;
import dev.terrarium.dockerfile.shell.Invocations;
import dev.terrarium.dockerfile.shell.ShellParser;
import dev.terrarium.dockerfile.shell.ShellWord;
import dev.terrarium.dockerfile.shell.ShellWord.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the image starts: the programs that {@code ENTRYPOINT} and {@code CMD} run.
 *
 * @param instruction the last of the two that takes part
 * @param command the one that decides the form: of {@code ENTRYPOINT}, else of {@code CMD}
 * @param programs in the order of the text; a shell of {@code sh -c} comes before what it runs
 */
record Start(Instruction instruction, Command command, List<Invocation> programs) {
    Start {
        programs = List.copyOf(programs);
    }

    static Optional<Start> of(DockerfileSubject subject) {
        EvaluatedStage last = subject.last();
        Optional<Command> entrypoint = last.entrypoint().map(Instruction.Entrypoint::command);
        Optional<Command> cmd = last.cmd().map(Instruction.Cmd::command);
        if (entrypoint.isEmpty() && cmd.isEmpty()) {
            return Optional.empty();
        }
        Instruction instruction = last.cmd().isPresent() && !(entrypoint.orElse(null) instanceof Command.Shell)
                ? last.cmd().get()
                : last.entrypoint().orElseThrow();
        Command command = entrypoint.or(() -> cmd).orElseThrow();
        return Optional.of(new Start(instruction, command, programs(last, entrypoint, cmd)));
    }

    private static List<Invocation> programs(
            EvaluatedStage stage, Optional<Command> entrypoint, Optional<Command> cmd) {
        if (entrypoint.or(() -> cmd).orElse(null) instanceof Command.Shell shell) {
            return Invocations.of(ShellParser.parse(shell.text()), stage.end().forShell());
        }
        var words = new ArrayList<Word>();
        for (Optional<Command> part : List.of(entrypoint, cmd)) {
            if (part.isPresent()) {
                if (!(part.get() instanceof Command.Exec exec)) {
                    return List.of();
                }
                words.addAll(exec.words());
            }
        }
        if (words.isEmpty()) {
            return List.of();
        }
        List<ShellWord> shellWords = words.stream()
                .map(word -> new ShellWord(List.of(new Literal(word.text(), true)), word.raw(), word.span()))
                .toList();
        return Invocations.ofWords(
                shellWords,
                words.getFirst().span().to(words.getLast().span()),
                stage.end().forShell());
    }

    /** The program that stays: the last that is run. */
    Optional<Invocation> server() {
        return programs.isEmpty() ? Optional.empty() : Optional.of(programs.getLast());
    }

    /** Its name and where its arguments begin, {@code uv run} and {@code python -m} taken off. */
    Optional<Program> program() {
        return server().map(Start::unwrapped);
    }

    private static Program unwrapped(Invocation invocation) {
        String name = invocation.name();
        int from = 0;
        while (true) {
            int next = wrapped(name, invocation, from);
            if (next < 0) {
                return new Program(name, from, invocation);
            }
            String path = invocation.argument(next).orElse("");
            name = path.substring(path.lastIndexOf('/') + 1);
            from = next + 1;
        }
    }

    /** The index of the argument that names what a runner runs; -1 where the program is no runner. */
    private static int wrapped(String name, Invocation invocation, int from) {
        if (Installs.isPython(name)) {
            int at = from;
            while (invocation
                    .argument(at)
                    .filter(text -> text.startsWith("-") && !text.equals("-m"))
                    .isPresent()) {
                at++;
            }
            return invocation.argument(at).filter("-m"::equals).isPresent() && at + 1 < size(invocation) ? at + 1 : -1;
        }
        boolean runs = List.of("uv", "poetry", "pdm", "pipenv", "hatch").contains(name)
                && invocation.argument(from).filter("run"::equals).isPresent();
        if (!runs) {
            return -1;
        }
        int at = from + 1;
        while (invocation.argument(at).filter(text -> text.startsWith("-")).isPresent()) {
            at++;
        }
        return at < size(invocation) ? at : -1;
    }

    private static int size(Invocation invocation) {
        return invocation.arguments().size();
    }

    /**
     * A program with its arguments from {@code from} on.
     *
     * @param name {@code uvicorn} of {@code python -m uvicorn}
     */
    record Program(String name, int from, Invocation invocation) {
        boolean is(String... names) {
            return List.of(names).contains(name);
        }

        /** Its arguments; the unknown ones are empty texts. */
        List<String> arguments() {
            return invocation.arguments().stream()
                    .skip(from)
                    .map(argument -> argument.orElse(""))
                    .toList();
        }

        boolean knowsAll() {
            return invocation.arguments().stream().skip(from).allMatch(Optional::isPresent);
        }

        ShellWord word(int index) {
            return invocation.word(from + index);
        }

        /** The word of the program itself. */
        ShellWord programWord() {
            return invocation.words().get(from);
        }
    }
}
