package dev.terrarium.project.start;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code Procfile}: process types and the line that a shell would start each with, read without a shell.
 *
 * <p>Words, quotes, variables before the program and {@code $PORT} are understood, since that is what such lines are made of. What
 * only a shell can do (pipes, lists, redirections, other variables) is refused with the line, when that process type is needed.
 *
 * @param types in the order of the file
 */
record Procfile(SequencedMap<String, Line> types) {
    private static final int MOST = 64;
    private static final Pattern TYPE = Pattern.compile("([A-Za-z0-9_-]{1,63}):\\s*(.+)");
    private static final Pattern REFERENCE =
            Pattern.compile("\\$(?:(PORT|WEB_CONCURRENCY)\\b|\\{(PORT|WEB_CONCURRENCY)(?::-([0-9]{1,5}))?\\})");

    /** @param number counted from 1 */
    record Line(int number, String text) {}

    static Procfile read(String text) {
        var types = new LinkedHashMap<String, Line>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher type = TYPE.matcher(lines.get(i).strip());
            if (type.matches() && types.size() < MOST) {
                types.putIfAbsent(type.group(1), new Line(i + 1, type.group(2).strip()));
            }
        }
        return new Procfile(types);
    }

    /** What starts when nobody names one: {@code web}, or the only one besides {@code release}. */
    Optional<String> first() {
        if (types.containsKey("web")) {
            return Optional.of("web");
        }
        List<String> others =
                types.keySet().stream().filter(name -> !name.equals("release")).toList();
        return others.size() == 1 ? Optional.of(others.getFirst()) : Optional.empty();
    }

    /**
     * The words of a process type.
     *
     * @throws UserError when they need a shell
     */
    List<String> words(String type, int port) {
        Line line = Optional.ofNullable(types.get(type)).orElseThrow();
        return new Words(line, type).read(port);
    }

    /** Whether it can be read at all. */
    boolean isPlain(String type) {
        try {
            return !words(type, 1024).isEmpty();
        } catch (UserError e) {
            return false;
        }
    }

    /** One pass over a line. */
    private record Words(Line line, String type) {
        List<String> read(int port) {
            var words = new ArrayList<String>();
            var word = new StringBuilder();
            boolean inWord = false;
            char quote = 0;
            String text = line.text;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c != '\t' && Character.isISOControl(c)) {
                    throw needsShell("a control character");
                } else if (quote != 0 && c == quote) {
                    quote = 0;
                } else if (quote == 0 && (c == '"' || c == '\'')) {
                    quote = c;
                    inWord = true;
                } else if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
                    word.append(text.charAt(++i));
                    inWord = true;
                } else if (quote == 0 && (c == ' ' || c == '\t')) {
                    if (inWord) {
                        words.add(word.toString());
                    }
                    word.setLength(0);
                    inWord = false;
                } else if (c == '$' && quote != '\'') {
                    Matcher reference = REFERENCE.matcher(text).region(i, text.length());
                    if (!reference.lookingAt()) {
                        throw needsShell("a variable that is not `$PORT` or `$WEB_CONCURRENCY`");
                    }
                    word.append(reference(reference, port));
                    inWord = true;
                    i = reference.end() - 1;
                } else if (quote == 0 && "|&;<>()`".indexOf(c) >= 0 || c == '`' && quote != '\'') {
                    throw needsShell("`" + c + "`");
                } else {
                    word.append(c);
                    inWord = true;
                }
            }
            if (inWord) {
                words.add(word.toString());
            }
            if (quote != 0 || words.isEmpty()) {
                throw needsShell("a quote that does not end");
            }
            if (words.size() > 1 && words.getFirst().equals("exec")) {
                words.removeFirst();
            }
            return words;
        }

        private static String reference(Matcher reference, int port) {
            String name = Optional.ofNullable(reference.group(1)).orElse(reference.group(2));
            String otherwise = Optional.ofNullable(reference.group(3)).orElse(name.equals("PORT") ? port + "" : "1");
            return "${" + name + ":-" + otherwise + "}";
        }

        private UserError needsShell(String what) {
            return new UserError(Problem.of(
                            ErrorCode.START_COMMAND_UNSAFE,
                            "`" + type + "` of the Procfile needs a shell, which the image does not have: it holds "
                                    + what,
                            type.equals("web")
                                    ? "write `command = [\"…\"]` under `[tool.terrarium]`, a program and its arguments"
                                    : "write `" + type
                                            + " = [\"…\"]` under `[tool.terrarium.commands]`, a program and its "
                                            + "arguments")
                    .at(Place.of("Procfile", line.number, 1)));
        }
    }
}
