package dev.terrarium.dockerfile.shell;

import dev.terrarium.dockerfile.shell.Script.Branch;
import dev.terrarium.dockerfile.shell.Script.ShellCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads commands that hold others: groups, conditions, loops, functions. */
record Compounds(ShellParser parser) {
    /** The compound command at {@code from}, whose first word is {@code first}; none where it is a simple one. */
    Optional<ShellCommand> read(int from, String first) throws ShellError {
        return switch (first) {
            case "if" -> Optional.of(condition(from));
            case "while", "until" -> Optional.of(loop(from, first));
            case "for" -> Optional.of(forLoop(from));
            case "case" -> Optional.of(selection(from));
            case "{" -> Optional.of(group(from));
            case "function" -> Optional.of(function(from));
            case "[[" -> Optional.of(test(from));
            case "" -> bracket(from);
            default -> named(from, first);
        };
    }

    private Script block() throws ShellError {
        ShellParser inner = parser.inner();
        Script script = inner.block((char) 0);
        parser.goTo(inner.position());
        return script;
    }

    private ShellCommand condition(int from) throws ShellError {
        var branches = new ArrayList<Branch>();
        parser.take("if");
        do {
            Script condition = block();
            parser.take("then");
            branches.add(new Branch(condition, block()));
            parser.skip(true);
        } while (parser.bareWord().equals("elif") && parser.takes("elif"));
        Optional<Script> otherwise = Optional.empty();
        if (parser.bareWord().equals("else")) {
            parser.take("else");
            otherwise = Optional.of(block());
        }
        parser.take("fi");
        List<Script.Redirect> redirects = parser.redirects();
        return new Script.If(branches, otherwise, redirects, parser.span(from));
    }

    private Script body() throws ShellError {
        parser.take("do");
        Script body = block();
        parser.take("done");
        return body;
    }

    private ShellCommand loop(int from, String keyword) throws ShellError {
        parser.take(keyword);
        Script condition = block();
        Script body = body();
        List<Script.Redirect> redirects = parser.redirects();
        return new Script.While(condition, body, redirects, parser.span(from));
    }

    private ShellCommand forLoop(int from) throws ShellError {
        parser.take("for");
        parser.space();
        if (parser.takes("((")) {
            throw new ShellError("arithmetic loops are not understood");
        }
        String name = parser.word().raw();
        var words = new ArrayList<ShellWord>();
        parser.skip(true);
        if (parser.bareWord().equals("in")) {
            parser.take("in");
            parser.space();
            while (!parser.takes(";") && !parser.takes("\n")) {
                ShellWord word = parser.word();
                if (word.raw().isEmpty()) {
                    throw new ShellError("a loop without body");
                }
                words.add(word);
                parser.space();
            }
        } else {
            parser.takes(";");
        }
        Script body = body();
        List<Script.Redirect> redirects = parser.redirects();
        return new Script.For(name, words, body, redirects, parser.span(from));
    }

    private ShellCommand selection(int from) throws ShellError {
        parser.take("case");
        parser.space();
        ShellWord word = parser.word();
        parser.take("in");
        var bodies = new ArrayList<Script>();
        parser.skip(true);
        while (!parser.bareWord().equals("esac")) {
            parser.takes("(");
            patterns();
            bodies.add(block());
            parser.skip(true);
            if (parser.takes(";;&") || parser.takes(";;")) {
                parser.skip(true);
            } else if (!parser.bareWord().equals("esac")) {
                throw new ShellError("`esac` is missing");
            }
        }
        parser.take("esac");
        List<Script.Redirect> redirects = parser.redirects();
        return new Script.Case(word, bodies, redirects, parser.span(from));
    }

    private void patterns() throws ShellError {
        do {
            parser.space();
            if (parser.word().raw().isEmpty()) {
                throw new ShellError("a pattern is missing");
            }
            parser.space();
        } while (parser.takes("|"));
        parser.take(')');
    }

    private ShellCommand group(int from) throws ShellError {
        parser.take("{");
        Script body = block();
        parser.take("}");
        List<Script.Redirect> redirects = parser.redirects();
        return new Script.Group(body, false, redirects, parser.span(from));
    }

    private Optional<ShellCommand> bracket(int from) throws ShellError {
        if (!parser.takes("(")) {
            return Optional.empty();
        }
        if (parser.takes("(")) {
            parser.goTo(parser.brackets().arithmeticEnd(from));
            List<Script.Redirect> redirects = parser.redirects();
            return Optional.of(new Script.Condition(redirects, parser.span(from)));
        }
        ShellParser inner = parser.inner();
        Script body = inner.until(')');
        parser.goTo(inner.position());
        List<Script.Redirect> redirects = parser.redirects();
        return Optional.of(new Script.Group(body, true, redirects, parser.span(from)));
    }

    private ShellCommand test(int from) throws ShellError {
        parser.goTo(parser.brackets().testEnd(from + 2));
        List<Script.Redirect> redirects = parser.redirects();
        return new Script.Condition(redirects, parser.span(from));
    }

    private ShellCommand function(int from) throws ShellError {
        parser.take("function");
        parser.space();
        String name = parser.word().raw();
        parser.space();
        parser.takes("()");
        parser.skip(true);
        return new Script.Function(name, command(), parser.span(from));
    }

    private ShellCommand command() throws ShellError {
        ShellParser inner = parser.inner();
        ShellCommand command = inner.command();
        parser.goTo(inner.position());
        return command;
    }

    /** {@code name() { … }}, or nothing of the kind. */
    private Optional<ShellCommand> named(int from, String first) throws ShellError {
        int afterName = from + first.length();
        parser.goTo(afterName);
        parser.space();
        if (!parser.takes("(")) {
            parser.goTo(from);
            return Optional.empty();
        }
        parser.take(')');
        parser.skip(true);
        return Optional.of(new Script.Function(first, command(), parser.span(from)));
    }
}
