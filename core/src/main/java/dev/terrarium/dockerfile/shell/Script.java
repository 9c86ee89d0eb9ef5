package dev.terrarium.dockerfile.shell;

import dev.terrarium.dockerfile.Span;
import java.util.List;
import java.util.Optional;

/**
 * Commands one after the other, as {@code ;}, {@code &} and line ends part them.
 *
 * @param isWhole whether all of the text was understood; where not, what was read before the odd part is here
 */
public record Script(List<Item> items, boolean isWhole) {
    public Script {
        items = List.copyOf(items);
    }

    /** A list of pipelines, and whether {@code &} sends it to the background. */
    public record Item(AndOr list, boolean inBackground) {}

    /**
     * Pipelines between {@code &&} and {@code ||}.
     *
     * @param links what stands before each pipeline but the first
     */
    public record AndOr(List<Pipeline> pipelines, List<Link> links) {
        public AndOr {
            pipelines = List.copyOf(pipelines);
            links = List.copyOf(links);
        }
    }

    /** How a pipeline depends on what ran before it. */
    public enum Link {
        AND,
        OR
    }

    /** Commands between {@code |}. */
    public record Pipeline(List<ShellCommand> commands, boolean isNegated) {
        public Pipeline {
            commands = List.copyOf(commands);
        }
    }

    /** A command: a simple one, or one that holds others. */
    public sealed interface ShellCommand {
        Span span();

        List<Redirect> redirects();
    }

    /** A program with its arguments, or assignments alone. */
    public record Simple(List<Assignment> assignments, List<ShellWord> words, List<Redirect> redirects, Span span)
            implements ShellCommand {
        public Simple {
            assignments = List.copyOf(assignments);
            words = List.copyOf(words);
            redirects = List.copyOf(redirects);
        }
    }

    public record Assignment(String name, ShellWord value, Span span) {}

    /** {@code ( … )} and <code>{ … }</code>. */
    public record Group(Script body, boolean isSubshell, List<Redirect> redirects, Span span) implements ShellCommand {
        public Group {
            redirects = List.copyOf(redirects);
        }
    }

    /** {@code if}, with {@code elif} as further branches. */
    public record If(List<Branch> branches, Optional<Script> otherwise, List<Redirect> redirects, Span span)
            implements ShellCommand {
        public If {
            branches = List.copyOf(branches);
            redirects = List.copyOf(redirects);
        }
    }

    public record Branch(Script condition, Script body) {}

    /** {@code while} and {@code until}. */
    public record While(Script condition, Script body, List<Redirect> redirects, Span span) implements ShellCommand {
        public While {
            redirects = List.copyOf(redirects);
        }
    }

    public record For(String name, List<ShellWord> words, Script body, List<Redirect> redirects, Span span)
            implements ShellCommand {
        public For {
            words = List.copyOf(words);
            redirects = List.copyOf(redirects);
        }
    }

    public record Case(ShellWord word, List<Script> bodies, List<Redirect> redirects, Span span)
            implements ShellCommand {
        public Case {
            bodies = List.copyOf(bodies);
            redirects = List.copyOf(redirects);
        }
    }

    public record Function(String name, ShellCommand body, Span span) implements ShellCommand {
        @Override
        public List<Redirect> redirects() {
            return List.of();
        }
    }

    /** {@code [[ … ]]} and {@code (( … ))} of bash, unread inside. */
    public record Condition(List<Redirect> redirects, Span span) implements ShellCommand {
        public Condition {
            redirects = List.copyOf(redirects);
        }
    }

    /**
     * A redirection.
     *
     * @param operator {@code >}, {@code >>}, {@code <}, {@code <<}, {@code >&} and so on
     * @param descriptor what stands before it
     * @param body of a here-document
     */
    public record Redirect(
            String operator, Optional<Integer> descriptor, ShellWord target, Optional<String> body, Span span) {}
}
