package dev.terrarium.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The flags that lead an instruction's arguments. */
record Flags(List<Flag> flags, int end) {
    private static final Map<String, Set<String>> LEGAL = Map.of(
            "FROM", Set.of("platform"),
            "RUN", Set.of("mount", "network", "security", "device"),
            "COPY", Set.of("from", "chown", "chmod", "link", "parents", "exclude"),
            "ADD", Set.of("chown", "chmod", "link", "keep-git-dir", "checksum", "unpack", "exclude"),
            "HEALTHCHECK", Set.of("interval", "timeout", "start-period", "start-interval", "retries"));

    private static final Set<String> REPEATABLE = Set.of("mount", "exclude", "device");

    /** Reads words that begin with two dashes; {@code --} alone ends them. {@code end} is where the arguments go on. */
    static Flags read(Joined joined, int from) {
        String text = joined.text();
        var flags = new ArrayList<Flag>();
        int at = Blank.skip(text, from);
        while (text.startsWith("--", at)) {
            int end = wordEnd(text, at);
            String word = unquoted(text.substring(at, end));
            if (word.equals("--")) {
                return new Flags(List.copyOf(flags), end);
            }
            flags.add(flag(joined, at, end, word));
            at = Blank.skip(text, end);
        }
        return new Flags(List.copyOf(flags), at);
    }

    private static Flag flag(Joined joined, int from, int to, String word) {
        int equals = word.indexOf('=');
        int rawEquals = joined.text().indexOf('=', from);
        boolean hasValue = equals >= 0 && rawEquals >= 0 && rawEquals < to;
        return new Flag(
                Source.decoded(equals < 0 ? word.substring(2) : word.substring(2, Math.max(2, equals))),
                equals < 0 ? Optional.empty() : Optional.of(Source.decoded(word.substring(equals + 1))),
                joined.span(from, to),
                hasValue ? joined.span(rawEquals + 1, to) : Span.at(joined.source(to)));
    }

    private static int wordEnd(String text, int from) {
        int at = from;
        char quote = 0;
        while (at < text.length() && (quote != 0 || !Blank.is(text.charAt(at)))) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            }
            at++;
        }
        return Math.min(at, text.length());
    }

    private static String unquoted(String raw) {
        var text = new StringBuilder();
        char quote = 0;
        for (int at = 0; at < raw.length(); at++) {
            char c = raw.charAt(at);
            if (c == '\\') {
                if (at + 1 < raw.length()) {
                    text.append(raw.charAt(++at));
                }
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** What BuildKit would refuse of them for {@code keyword}. */
    List<Problem> problems(String keyword) {
        var problems = new ArrayList<Problem>();
        Set<String> legal = LEGAL.getOrDefault(keyword, Set.of());
        for (int i = 0; i < flags.size(); i++) {
            Flag flag = flags.get(i);
            if (!legal.contains(flag.name())) {
                problems.add(Problem.error(flag.span(), "`" + keyword + "` has no flag `--" + flag.name() + "`"));
            } else if (!REPEATABLE.contains(flag.name())
                    && flags.subList(0, i).stream()
                            .anyMatch(other -> other.name().equals(flag.name()))) {
                problems.add(Problem.error(flag.span(), "the flag `--" + flag.name() + "` stands here twice"));
            }
        }
        return problems;
    }
}
