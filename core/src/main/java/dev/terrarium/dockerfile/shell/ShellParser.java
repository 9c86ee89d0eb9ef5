package dev.terrarium.dockerfile.shell;

import dev.terrarium.dockerfile.Joined;
import dev.terrarium.dockerfile.Source;
import dev.terrarium.dockerfile.Span;
import dev.terrarium.dockerfile.shell.Script.AndOr;
import dev.terrarium.dockerfile.shell.Script.Assignment;
import dev.terrarium.dockerfile.shell.Script.Item;
import dev.terrarium.dockerfile.shell.Script.Link;
import dev.terrarium.dockerfile.shell.Script.Pipeline;
import dev.terrarium.dockerfile.shell.Script.Redirect;
import dev.terrarium.dockerfile.shell.Script.ShellCommand;
import dev.terrarium.dockerfile.shell.Script.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads POSIX shell, and of bash what Dockerfiles use, by recursive descent.
 *
 * <p>Not ShellCheck's grammar: nothing here judges a script, and fixes need the byte range of every word. Aliases, {@code coproc} and
 * {@code select} are not understood; what cannot be read ends the tree there, and {@link Script#isWhole} says so.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html">POSIX, shell command language</a>
 */
public final class ShellParser {
    /** Substitutions, groups and loops inside one another. */
    static final int DEEPEST = 60;

    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\\+?=");
    private static final Pattern REDIRECT = Pattern.compile("(\\d{0,9})(&>>|&>|<<<|<<-|<<|<>|<&|<|>>|>&|>\\||>)");
    private static final Set<String> CLOSERS = Set.of("then", "else", "elif", "fi", "do", "done", "esac", "}");

    private final Joined joined;
    private final String text;
    private final int depth;
    private final List<PendingBody> pending;
    private int at;

    /** A here-document whose body stands behind the line. */
    private record PendingBody(List<Redirect> list, int index, String name, boolean chomps) {}

    ShellParser(Joined joined, int from, int depth) {
        this(joined, from, depth, new ArrayList<>());
    }

    private ShellParser(Joined joined, int from, int depth, List<PendingBody> pending) {
        this.joined = joined;
        this.text = joined.text();
        this.at = from;
        this.depth = depth;
        this.pending = pending;
    }

    public static Script parse(Joined text) {
        return nested(text, 0);
    }

    static Script nested(Joined text, int depth) {
        var parser = new ShellParser(text, 0, depth);
        var items = new ArrayList<Item>();
        try {
            parser.items(items, (char) 0);
            return new Script(items, parser.at >= parser.text.length());
        } catch (ShellError e) {
            return new Script(items, false);
        }
    }

    int position() {
        return at;
    }

    /** Everything up to the sign {@code close}, which is taken as well. */
    Script until(char close) throws ShellError {
        Script script = block(close);
        take(close);
        return script;
    }

    /** Everything up to a word or sign that ends a block. */
    Script block(char close) throws ShellError {
        var items = new ArrayList<Item>();
        items(items, close);
        return new Script(items, true);
    }

    private void items(List<Item> items, char close) throws ShellError {
        while (true) {
            skip(true);
            if (at >= text.length() || text.charAt(at) == close || CLOSERS.contains(bareWord())) {
                return;
            }
            if (text.startsWith(";;", at)) {
                return;
            }
            AndOr list = andOr();
            space();
            boolean background = text.startsWith("&", at) && !text.startsWith("&&", at);
            items.add(new Item(list, background));
            if (background || text.startsWith(";", at) && !text.startsWith(";;", at)) {
                at++;
            } else if (at < text.length()
                    && text.charAt(at) != '\n'
                    && text.charAt(at) != close
                    && !text.startsWith(";;", at)) {
                throw new ShellError("unexpected `" + text.charAt(at) + "`");
            }
        }
    }

    private AndOr andOr() throws ShellError {
        var pipelines = new ArrayList<Pipeline>();
        var links = new ArrayList<Link>();
        pipelines.add(pipeline());
        while (true) {
            space();
            if (text.startsWith("&&", at)) {
                links.add(Link.AND);
            } else if (text.startsWith("||", at)) {
                links.add(Link.OR);
            } else {
                return new AndOr(pipelines, links);
            }
            at += 2;
            skip(true);
            pipelines.add(pipeline());
        }
    }

    private Pipeline pipeline() throws ShellError {
        space();
        boolean negated = "!".equals(bareWord());
        if (negated) {
            at++;
        }
        var commands = new ArrayList<ShellCommand>();
        commands.add(command());
        while (true) {
            space();
            if (!text.startsWith("|", at) || text.startsWith("||", at)) {
                return new Pipeline(commands, negated);
            }
            at += text.startsWith("|&", at) ? 2 : 1;
            skip(true);
            commands.add(command());
        }
    }

    ShellCommand command() throws ShellError {
        space();
        if (depth > DEEPEST) {
            throw new ShellError("too deep");
        }
        if (at >= text.length()) {
            throw new ShellError("a command is missing");
        }
        Optional<ShellCommand> compound = new Compounds(this).read(at, bareWord());
        return compound.isPresent() ? compound.get() : simple();
    }

    private Simple simple() throws ShellError {
        int from = at;
        int end = at;
        var assignments = new ArrayList<Assignment>();
        var words = new ArrayList<ShellWord>();
        var redirects = new ArrayList<Redirect>();
        while (true) {
            space();
            if (at >= text.length()) {
                break;
            }
            if (redirect(redirects)) {
                end = at;
                continue;
            }
            if ("\n;&|()".indexOf(text.charAt(at)) >= 0) {
                break;
            }
            Optional<Assignment> assignment = words.isEmpty() ? assignment() : Optional.empty();
            if (assignment.isPresent()) {
                assignments.add(assignment.get());
            } else {
                words.add(word());
            }
            end = at;
        }
        if (assignments.isEmpty() && words.isEmpty() && redirects.isEmpty()) {
            throw new ShellError("a command is missing");
        }
        return new Simple(assignments, words, redirects, joined.span(from, end));
    }

    private Optional<Assignment> assignment() throws ShellError {
        Matcher matcher = ASSIGNMENT.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        int from = at;
        at = matcher.end();
        if (text.startsWith("(", at)) {
            throw new ShellError("arrays are not understood");
        }
        ShellWord value = word();
        return Optional.of(new Assignment(matcher.group(1), value, joined.span(from, at)));
    }

    ShellWord word() throws ShellError {
        var reader = new WordReader(joined, depth);
        ShellWord word = reader.word(at);
        at = reader.end();
        return word;
    }

    /** Redirections that follow a compound command. */
    List<Redirect> redirects() throws ShellError {
        var redirects = new ArrayList<Redirect>();
        do {
            space();
        } while (redirect(redirects));
        return redirects;
    }

    private boolean redirect(List<Redirect> redirects) throws ShellError {
        Matcher matcher = REDIRECT.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()
                || text.startsWith("(", matcher.end()) && matcher.group(2).length() == 1) {
            return false;
        }
        int from = at;
        at = matcher.end();
        space();
        ShellWord target = word();
        if (target.raw().isEmpty()) {
            throw new ShellError("a redirection leads nowhere");
        }
        Optional<Integer> descriptor =
                matcher.group(1).isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(matcher.group(1)));
        String operator = matcher.group(2);
        redirects.add(new Redirect(operator, descriptor, target, Optional.empty(), joined.span(from, at)));
        if (operator.equals("<<") || operator.equals("<<-")) {
            pending.add(new PendingBody(
                    redirects, redirects.size() - 1, target.literal().orElse(target.raw()), operator.length() == 3));
        }
        return true;
    }

    private void bodies() throws ShellError {
        for (PendingBody body : List.copyOf(pending)) {
            int from = at;
            while (true) {
                if (at >= text.length()) {
                    throw new ShellError("a here-document does not end");
                }
                int lineEnd = text.indexOf('\n', at);
                int end = lineEnd < 0 ? text.length() : lineEnd;
                String line = text.substring(at, end);
                int start = at;
                at = lineEnd < 0 ? end : end + 1;
                if ((body.chomps() ? line.replaceFirst("^\\t+", "") : line).equals(body.name())) {
                    Redirect old = body.list().get(body.index());
                    body.list()
                            .set(
                                    body.index(),
                                    new Redirect(
                                            old.operator(),
                                            old.descriptor(),
                                            old.target(),
                                            Optional.of(Source.decoded(text.substring(from, start))),
                                            old.span()));
                    break;
                }
            }
        }
        pending.clear();
    }

    /** White space but line ends, continued lines and comments. */
    void space() throws ShellError {
        skip(false);
    }

    void skip(boolean lines) throws ShellError {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\r') {
                at++;
            } else if (text.startsWith("\\\n", at)) {
                at += 2;
            } else if (text.startsWith("\\\r\n", at)) {
                at += 3;
            } else if (c == '#' && (at == 0 || " \t\r\n;&|()".indexOf(text.charAt(at - 1)) >= 0)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (c == '\n' && lines) {
                at++;
                bodies();
            } else {
                return;
            }
        }
    }

    /** The unquoted word here, without moving; empty where none is. */
    String bareWord() {
        int end = at;
        while (end < text.length() && " \t\r\n;&|<>()'\"`$\\".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        boolean ends = end == text.length() || " \t\r\n;&|<>()".indexOf(text.charAt(end)) >= 0;
        return ends ? text.substring(at, end) : "";
    }

    void take(char sign) throws ShellError {
        skip(true);
        if (at >= text.length() || text.charAt(at) != sign) {
            throw new ShellError("`" + sign + "` is missing");
        }
        at++;
    }

    void take(String keyword) throws ShellError {
        skip(true);
        if (!bareWord().equals(keyword)) {
            throw new ShellError("`" + keyword + "` is missing");
        }
        at += keyword.length();
    }

    boolean takes(String sign) {
        if (text.startsWith(sign, at)) {
            at += sign.length();
            return true;
        }
        return false;
    }

    /** A parser at the same place for what stands inside; here-documents opened there may have their bodies behind it. */
    ShellParser inner() {
        return new ShellParser(joined, at, depth + 1, pending);
    }

    void goTo(int position) {
        at = position;
    }

    Span span(int from) {
        return joined.span(from, at);
    }

    Brackets brackets() {
        return new Brackets(text, depth);
    }
}
