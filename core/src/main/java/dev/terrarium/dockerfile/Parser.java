package dev.terrarium.dockerfile;

import dev.terrarium.dockerfile.Instruction.Pair;
import dev.terrarium.error.Similar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the lines of one instruction as what its keyword says. */
final class Parser {
    private static final Set<String> KEYWORDS = Set.of(
            "ADD",
            "ARG",
            "CMD",
            "COPY",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "FROM",
            "HEALTHCHECK",
            "LABEL",
            "MAINTAINER",
            "ONBUILD",
            "RUN",
            "SHELL",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");

    private final char escape;
    private final List<Problem> problems = new ArrayList<>();

    Parser(char escape) {
        this.escape = escape;
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    Instruction instruction(Statement statement) {
        return instruction(statement, statement.joined());
    }

    private Instruction instruction(Statement statement, Joined joined) {
        Head head = head(statement, joined);
        problems.addAll(new Flags(head.flags(), 0).problems(head.keyword()));
        if (!KEYWORDS.contains(head.keyword())) {
            return broken(head, "`" + Source.decoded(head.keyword()) + "` is no instruction" + nearest(head.keyword()));
        }
        if (head.arguments().length() == 0 && head.heredocs().isEmpty()) {
            return broken(head, "`" + head.keyword() + "` needs an argument");
        }
        return switch (head.keyword()) {
            case "FROM" -> from(head);
            case "RUN" -> new Instruction.Run(head, command(head, head.arguments()));
            case "CMD" -> new Instruction.Cmd(head, command(head, head.arguments()));
            case "ENTRYPOINT" -> new Instruction.Entrypoint(head, command(head, head.arguments()));
            case "SHELL" -> shell(head);
            case "COPY", "ADD" -> copy(head);
            case "ENV", "LABEL" -> pairs(head);
            case "ARG" -> arg(head);
            case "EXPOSE" -> new Instruction.Expose(head, new Words(head.arguments(), escape).plain());
            case "VOLUME" -> new Instruction.Volume(head, jsonOrPlain(head));
            case "HEALTHCHECK" -> healthCheck(head);
            case "ONBUILD" -> onBuild(statement, head);
            default -> single(head);
        };
    }

    private Instruction broken(Head head, String message) {
        problems.add(Problem.error(head.keywordSpan(), message));
        return new Instruction.Broken(head);
    }

    private Head head(Statement statement, Joined joined) {
        String text = joined.text();
        int start = Blank.skip(text, 0);
        int keywordEnd = start;
        while (keywordEnd < text.length() && !Blank.is(text.charAt(keywordEnd))) {
            keywordEnd++;
        }
        Flags flags = Flags.read(joined, keywordEnd);
        int from = Blank.skip(text, flags.end());
        int to = Blank.trimmedEnd(text, from, text.length());
        return new Head(
                text.substring(start, keywordEnd).toUpperCase(Locale.ROOT),
                joined.span(start, keywordEnd),
                start == 0
                        ? statement.span()
                        : new Span(joined.source(start), statement.span().end()),
                flags.flags(),
                joined.part(from, to),
                statement.heredocs(),
                statement.firstLine(),
                statement.lastLine(),
                statement.comments());
    }

    private Instruction from(Head head) {
        List<Word> words = new Words(head.arguments(), escape).plain();
        if (words.size() == 1) {
            return new Instruction.From(head, words.getFirst(), Optional.empty(), Optional.empty());
        }
        if (words.size() != 3 || !words.get(1).text().equalsIgnoreCase("as")) {
            return broken(head, "`FROM` takes an image, or an image, `AS` and a name");
        }
        Word name = words.get(2);
        if (!name.text().toLowerCase(Locale.ROOT).matches("[a-z][a-z0-9-_.]*")) {
            problems.add(Problem.error(name.span(), "`" + name + "` is no name of a stage"));
        }
        return new Instruction.From(head, words.getFirst(), Optional.of(name), Optional.of(words.get(1)));
    }

    private Command command(Head head, Joined text) {
        return switch (JsonForm.parse(text.text())) {
            case JsonForm.Strings strings -> new Command.Exec(words(text, strings));
            case JsonForm.OtherArray _ -> {
                problems.add(Problem.error(
                        text.span(0, text.length()), "the JSON form of `" + head.keyword() + "` takes strings alone"));
                yield new Command.Shell(text, true);
            }
            case JsonForm.None _ -> new Command.Shell(text, text.text().startsWith("["));
        };
    }

    private static List<Word> words(Joined text, JsonForm.Strings strings) {
        return strings.elements().stream()
                .map(element -> new Word(
                        Source.decoded(element.value()),
                        Source.decoded(element.value()),
                        '"',
                        text.span(element.from(), element.to())))
                .toList();
    }

    private List<Word> jsonOrPlain(Head head) {
        return JsonForm.parse(head.arguments().text()) instanceof JsonForm.Strings strings
                ? words(head.arguments(), strings)
                : new Words(head.arguments(), escape).plain();
    }

    private Instruction shell(Head head) {
        if (JsonForm.parse(head.arguments().text()) instanceof JsonForm.Strings strings
                && !strings.elements().isEmpty()) {
            return new Instruction.Shell(head, words(head.arguments(), strings));
        }
        return broken(head, "`SHELL` takes the JSON form alone");
    }

    private Instruction copy(Head head) {
        List<Word> words = jsonOrPlain(head);
        if (words.size() < 2) {
            return broken(head, "`" + head.keyword() + "` takes sources and a destination");
        }
        return new Instruction.Copy(head, words.subList(0, words.size() - 1), words.getLast());
    }

    private Instruction pairs(Head head) {
        Joined arguments = head.arguments();
        List<Word> words = new Words(arguments, escape).quoted();
        boolean isLegacy = words.getFirst().raw().indexOf('=') < 0;
        List<Pair> pairs = isLegacy ? legacyPair(head, words) : assignments(head, words);
        if (pairs.isEmpty()) {
            return new Instruction.Broken(head);
        }
        return head.keyword().equals("ENV")
                ? new Instruction.Env(head, pairs, isLegacy)
                : new Instruction.Label(head, pairs, isLegacy);
    }

    private List<Pair> legacyPair(Head head, List<Word> words) {
        if (words.size() < 2) {
            problems.add(Problem.error(head.span(), "`" + head.keyword() + "` takes a name and a value"));
            return List.of();
        }
        Joined arguments = head.arguments();
        int from = 0;
        while (!Blank.is(arguments.text().charAt(from))) {
            from++;
        }
        int value = Blank.skip(arguments.text(), from);
        Word name = new Words(arguments, escape).word(0, from);
        Word rest = new Words(arguments, escape).word(value, arguments.length());
        return List.of(new Pair(name, Optional.of(rest), head.argumentsSpan()));
    }

    private List<Pair> assignments(Head head, List<Word> words) {
        var pairs = new ArrayList<Pair>();
        for (Word word : words) {
            if (word.raw().indexOf('=') < 0) {
                problems.add(Problem.error(word.span(), "`" + word + "` has no `=`"));
                return List.of();
            }
        }
        eachAssignment(head.arguments(), pairs);
        for (Pair pair : pairs) {
            if (pair.name().text().isEmpty()) {
                problems.add(Problem.error(pair.span(), "a name is missing before `=`"));
            }
        }
        return pairs;
    }

    private void eachAssignment(Joined arguments, List<Pair> pairs) {
        var splitter = new Words(arguments, escape);
        for (int[] range : splitter.ranges()) {
            int equals = arguments.text().indexOf('=', range[0]);
            boolean assigned = equals >= 0 && equals < range[1];
            pairs.add(new Pair(
                    splitter.word(range[0], assigned ? equals : range[1]),
                    assigned ? Optional.of(splitter.word(equals + 1, range[1])) : Optional.empty(),
                    arguments.span(range[0], range[1])));
        }
    }

    private Instruction arg(Head head) {
        var pairs = new ArrayList<Pair>();
        eachAssignment(head.arguments(), pairs);
        for (Pair pair : pairs) {
            if (pair.name().text().isEmpty()) {
                return broken(head, "`ARG` needs a name");
            }
        }
        return new Instruction.Arg(head, pairs);
    }

    private Instruction healthCheck(Head head) {
        Joined arguments = head.arguments();
        int end = 0;
        while (end < arguments.length() && !Blank.is(arguments.text().charAt(end))) {
            end++;
        }
        int rest = Blank.skip(arguments.text(), end);
        return switch (arguments.text().substring(0, end).toUpperCase(Locale.ROOT)) {
            case "NONE" ->
                rest < arguments.length()
                        ? broken(head, "`HEALTHCHECK NONE` takes no arguments")
                        : new Instruction.HealthCheck(head, Optional.empty());
            case "CMD" ->
                rest == arguments.length()
                        ? broken(head, "`HEALTHCHECK CMD` needs a command")
                        : new Instruction.HealthCheck(
                                head, Optional.of(command(head, arguments.part(rest, arguments.length()))));
            default -> broken(head, "`HEALTHCHECK` takes `CMD` and a command, or `NONE`");
        };
    }

    private Instruction onBuild(Statement statement, Head head) {
        Instruction wrapped = instruction(statement, head.arguments());
        if (Set.of("ONBUILD", "FROM", "MAINTAINER").contains(wrapped.head().keyword())) {
            return broken(head, "`ONBUILD` cannot hold `" + wrapped.head().keyword() + "`");
        }
        return new Instruction.OnBuild(head, wrapped);
    }

    private Instruction single(Head head) {
        Joined arguments = head.arguments();
        Word word = new Words(arguments, escape).word(0, arguments.length());
        return switch (head.keyword()) {
            case "WORKDIR" -> new Instruction.Workdir(head, word);
            case "USER" -> new Instruction.User(head, word);
            case "STOPSIGNAL" -> new Instruction.StopSignal(head, word);
            default -> new Instruction.Maintainer(head, word);
        };
    }

    private static String nearest(String keyword) {
        return Similar.to(keyword, new TreeSet<>(KEYWORDS))
                .map(known -> "; did you mean `" + known + "`?")
                .orElse("");
    }
}
