package dev.terrarium.dockerfile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A file with its instructions and stages, and what BuildKit would refuse of it.
 *
 * <p>Reading never fails: what cannot be read is a {@link Problem}, and what stands before and behind it is read all the same.
 * Text without any {@code FROM} is a fragment of one stage, whose base nobody knows.
 *
 * @param globals the {@code ARG}s before the first {@code FROM}
 * @see <a href="https://docs.docker.com/reference/dockerfile/">Dockerfile reference</a>
 */
public record Dockerfile(
        Source source,
        List<Directive> directives,
        char escape,
        List<Instruction> globals,
        List<Stage> stages,
        List<Problem> problems) {
    public Dockerfile {
        directives = List.copyOf(directives);
        globals = List.copyOf(globals);
        stages = List.copyOf(stages);
        problems = List.copyOf(problems);
    }

    public static Dockerfile parse(byte[] bytes) {
        return parse(Source.of(bytes));
    }

    public static Dockerfile parse(Source source) {
        var lexer = new Lexer(source);
        List<Statement> statements = lexer.statements();
        var parser = new Parser(lexer.directives().escape());
        List<Instruction> instructions =
                statements.stream().map(parser::instruction).toList();
        var problems = new ArrayList<Problem>(lexer.problems());
        problems.addAll(parser.problems());
        if (instructions.isEmpty()) {
            problems.add(Problem.error(Span.at(0), "the file has no instruction"));
        }
        var globals = new ArrayList<Instruction>();
        List<Stage> stages = stages(instructions, globals, problems);
        problems.sort((a, b) -> a.span().compareTo(b.span()));
        return new Dockerfile(
                source, lexer.directives().found(), lexer.directives().escape(), globals, stages, problems);
    }

    private static List<Stage> stages(List<Instruction> all, List<Instruction> globals, List<Problem> problems) {
        int first = 0;
        while (first < all.size() && !(all.get(first) instanceof Instruction.From)) {
            first++;
        }
        if (first == all.size()) {
            return all.isEmpty()
                    ? List.of()
                    : List.of(new Stage(0, Optional.empty(), Optional.empty(), Optional.empty(), all));
        }
        for (Instruction instruction : all.subList(0, first)) {
            if (!(instruction instanceof Instruction.Arg || instruction instanceof Instruction.Broken)) {
                problems.add(Problem.error(instruction.span(), "only `ARG` may stand before the first `FROM`"));
            }
            globals.add(instruction);
        }
        return split(all.subList(first, all.size()));
    }

    private static List<Stage> split(List<Instruction> instructions) {
        var stages = new ArrayList<Stage>();
        Map<String, Integer> names = new HashMap<>();
        int at = 0;
        while (at < instructions.size()) {
            var from = (Instruction.From) instructions.get(at++);
            int begin = at;
            while (at < instructions.size() && !(instructions.get(at) instanceof Instruction.From)) {
                at++;
            }
            Optional<String> name = from.alias().map(word -> word.text().toLowerCase(Locale.ROOT));
            Optional<Integer> parent =
                    Optional.ofNullable(names.get(from.image().text().toLowerCase(Locale.ROOT)));
            stages.add(new Stage(stages.size(), name, Optional.of(from), parent, instructions.subList(begin, at)));
            name.ifPresent(known -> names.put(known, stages.size() - 1));
        }
        return stages;
    }

    /** Whether it has no {@code FROM}. */
    public boolean isFragment() {
        return stages.stream().allMatch(stage -> stage.from().isEmpty());
    }

    /** The stage that becomes the image; none where the file has no instruction. */
    public Optional<Stage> last() {
        return stages.isEmpty() ? Optional.empty() : Optional.of(stages.getLast());
    }

    /** The stage that {@code --from} names by name or number. */
    public Optional<Stage> stage(String reference) {
        String wanted = reference.toLowerCase(Locale.ROOT);
        return stages.reversed().stream()
                .filter(stage -> stage.name().filter(wanted::equals).isPresent()
                        || String.valueOf(stage.index()).equals(wanted))
                .findFirst();
    }

    /** A stage and those it begins from, the outermost first. */
    public List<Stage> chain(Stage stage) {
        var chain = new ArrayList<Stage>();
        chain.add(stage);
        while (chain.getFirst().parent().isPresent()) {
            chain.addFirst(stages.get(chain.getFirst().parent().orElseThrow()));
        }
        return chain;
    }

    public byte[] toByteArray() {
        return source.toByteArray();
    }
}
