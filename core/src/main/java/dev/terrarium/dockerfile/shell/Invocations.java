package dev.terrarium.dockerfile.shell;

import dev.terrarium.dockerfile.Joined;
import dev.terrarium.dockerfile.Span;
import dev.terrarium.dockerfile.shell.Invocation.Outcome;
import dev.terrarium.dockerfile.shell.Script.AndOr;
import dev.terrarium.dockerfile.shell.Script.Assignment;
import dev.terrarium.dockerfile.shell.Script.Item;
import dev.terrarium.dockerfile.shell.Script.Link;
import dev.terrarium.dockerfile.shell.Script.Pipeline;
import dev.terrarium.dockerfile.shell.Script.ShellCommand;
import dev.terrarium.dockerfile.shell.Script.Simple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists the programs that a script runs, in the order of its text, through every construct.
 *
 * <p>A variable has a value here where the script, or what the caller says of the environment, gives it exactly one; assigned in a branch or a loop
 * it is unknown from there on.
 */
public final class Invocations {
    private static final int DEEPEST = 20;

    /** Longer pipelines than this are no longer told who reads at their end. */
    private static final int MOST_READERS = 16;

    private final List<Invocation> found = new ArrayList<>();
    private final Map<String, Optional<String>> variables;
    private final int depth;
    private int uncertain;
    private Outcome outcome = Outcome.COUNTS;

    private Invocations(Map<String, Optional<String>> variables, int depth) {
        this.variables = new HashMap<>(variables);
        this.depth = depth;
    }

    /** The programs of a script, given what is known of its variables; an empty value is an unknown one. */
    public static List<Invocation> of(Script script, Map<String, Optional<String>> variables) {
        var invocations = new Invocations(variables, 0);
        invocations.script(script);
        return List.copyOf(invocations.found);
    }

    /** The same for an exec form, whose words no shell reads. */
    public static List<Invocation> ofWords(List<ShellWord> words, Span span, Map<String, Optional<String>> variables) {
        var invocations = new Invocations(variables, 0);
        invocations.simple(new Simple(List.of(), words, List.of(), span), List.of());
        return List.copyOf(invocations.found);
    }

    private void script(Script script) {
        for (Item item : script.items()) {
            list(item.list());
        }
    }

    private void list(AndOr list) {
        Outcome before = outcome;
        boolean[] hidden = hidden(list);
        for (int i = 0; i < list.pipelines().size(); i++) {
            if (hidden[i]) {
                outcome = Outcome.HIDDEN;
            } else if (i < list.links().size() && list.links().get(i) == Link.OR) {
                outcome = Outcome.ASKED;
            }
            uncertain += i > 0 ? 1 : 0;
            pipeline(list.pipelines().get(i));
            uncertain -= i > 0 ? 1 : 0;
            outcome = before;
        }
    }

    /** For each pipeline, whether a later {@code || true}, {@code || :} or {@code || echo …} swallows its failure. */
    private static boolean[] hidden(AndOr list) {
        var hidden = new boolean[list.pipelines().size()];
        for (int i = list.links().size() - 1; i >= 0; i--) {
            hidden[i] = list.links().get(i) == Link.OR
                    ? swallows(list.pipelines().get(i + 1).commands().getLast())
                    : hidden[i + 1];
        }
        return hidden;
    }

    private static boolean swallows(ShellCommand command) {
        return command instanceof Simple simple
                && !simple.words().isEmpty()
                && List.of("true", ":", "echo")
                        .contains(simple.words().getFirst().literal().orElse(""));
    }

    private void pipeline(Pipeline pipeline) {
        for (int i = 0; i < pipeline.commands().size(); i++) {
            var readers = new ArrayList<String>();
            int last = Math.min(pipeline.commands().size(), i + 1 + MOST_READERS);
            for (ShellCommand later : pipeline.commands().subList(i + 1, last)) {
                readers.add(program(later));
            }
            command(pipeline.commands().get(i), readers);
        }
    }

    private String program(ShellCommand command) {
        if (!(command instanceof Simple simple) || simple.words().isEmpty()) {
            return "";
        }
        var inner = new Invocations(variables, depth + 1);
        inner.simple(simple, List.of());
        return inner.found.isEmpty() ? "" : inner.found.getLast().name();
    }

    private void command(ShellCommand command, List<String> readers) {
        switch (command) {
            case Simple simple -> simple(simple, readers);
            case Script.Group group -> script(group.body());
            case Script.If branches -> {
                branches.branches().forEach(branch -> {
                    asked(branch.condition());
                    perhaps(branch.body());
                });
                branches.otherwise().ifPresent(this::perhaps);
            }
            case Script.While loop -> {
                asked(loop.condition());
                perhaps(loop.body());
            }
            case Script.For loop -> {
                variables.put(loop.name(), Optional.empty());
                perhaps(loop.body());
            }
            case Script.Case selection -> selection.bodies().forEach(this::perhaps);
            case Script.Function function -> {
                uncertain++;
                command(function.body(), List.of());
                uncertain--;
            }
            case Script.Condition _ -> {}
        }
    }

    private void perhaps(Script script) {
        uncertain++;
        script(script);
        uncertain--;
    }

    private void asked(Script condition) {
        Outcome before = outcome;
        outcome = Outcome.ASKED;
        script(condition);
        outcome = before;
    }

    private void simple(Simple simple, List<String> readers) {
        simple.words().forEach(this::substitutions);
        simple.assignments().forEach(assignment -> substitutions(assignment.value()));
        if (simple.words().isEmpty()) {
            simple.assignments().forEach(this::assign);
            return;
        }
        Map<String, Optional<String>> environment = new HashMap<>();
        simple.assignments().forEach(assignment -> environment.put(assignment.name(), value(assignment.value())));
        var wrapped = new Wrappers(this::value).unwrap(simple.words(), environment);
        if (wrapped.words().isEmpty()) {
            return;
        }
        String path = value(wrapped.words().getFirst()).orElse("");
        String name = path.substring(path.lastIndexOf('/') + 1);
        List<Optional<String>> arguments =
                wrapped.words().stream().skip(1).map(this::value).toList();
        if (name.equals("export") || name.equals("readonly") || name.equals("local")) {
            exported(wrapped.words());
        }
        found.add(new Invocation(
                name, arguments, wrapped.words(), environment, wrapped.isExec(), outcome, readers, simple.span()));
        inner(name, arguments, wrapped.words());
    }

    private void exported(List<ShellWord> words) {
        for (ShellWord word : words.subList(1, words.size())) {
            int equals = word.literalStart().indexOf('=');
            if (equals > 0) {
                set(word.literalStart().substring(0, equals), value(word).map(text -> text.substring(equals + 1)));
            }
        }
    }

    private void assign(Assignment assignment) {
        set(assignment.name(), value(assignment.value()));
    }

    private void set(String name, Optional<String> value) {
        variables.put(name, uncertain > 0 ? Optional.empty() : value);
    }

    /** {@code sh -c 'pip install x'}: what the text runs stands in the place of the shell. */
    private void inner(String name, List<Optional<String>> arguments, List<ShellWord> words) {
        if (depth >= DEEPEST || !Wrappers.isShell(name)) {
            return;
        }
        for (int i = 0; i + 1 < arguments.size(); i++) {
            String option = arguments.get(i).orElse("");
            if (!option.startsWith("-")) {
                return;
            }
            if (!option.startsWith("--") && option.endsWith("c")) {
                ShellWord text = words.get(i + 2);
                text.literal().ifPresent(script -> run(script, text));
                return;
            }
        }
    }

    private void run(String script, ShellWord word) {
        Joined text = Joined.inside(script, word.raw(), word.span());
        var inner = new Invocations(variables, depth + 1);
        inner.outcome = outcome;
        inner.uncertain = uncertain;
        inner.script(ShellParser.parse(text));
        found.addAll(inner.found);
    }

    private void substitutions(ShellWord word) {
        for (ShellWord.Part part : word.parts()) {
            if (part instanceof ShellWord.Substitution substitution) {
                perhaps(substitution.script());
            }
        }
    }

    /** The text of a word where all of it is known. */
    private Optional<String> value(ShellWord word) {
        var text = new StringBuilder();
        for (ShellWord.Part part : word.parts()) {
            switch (part) {
                case ShellWord.Literal literal -> text.append(literal.text());
                case ShellWord.Parameter parameter
                when parameter.modifier().isEmpty() -> {
                    Optional<String> known = variables.getOrDefault(parameter.name(), Optional.empty());
                    if (known.isEmpty()) {
                        return Optional.empty();
                    }
                    text.append(known.get());
                }
                case ShellWord.Parameter _, ShellWord.Substitution _, ShellWord.Arithmetic _ -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(text.toString());
    }
}
