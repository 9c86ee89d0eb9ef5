package dev.terrarium.debian;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One paragraph of a control file: field names, which do not depend on case, and their values.
 *
 * <p>Reads all such files that are small: Release files, apt's sources, a package's control. The package indexes, with their 70,000
 * paragraphs, have a reader of their own that keeps what is asked for.
 *
 * @param fields lower-case names; continuation lines are joined by a newline and keep what follows their first blank
 * @see <a href="https://www.debian.org/doc/debian-policy/ch-controlfields.html">Debian policy, control files</a>
 */
public record Stanza(NavigableMap<String, String> fields) {
    private static final int MOST_FIELDS = 1_000;

    public Stanza {
        fields = Collections.unmodifiableNavigableMap(new TreeMap<>(fields));
    }

    /** Reads paragraphs separated by blank lines; lines that begin with {@code #} are comments. */
    public static List<Stanza> read(String text) throws MalformedControl {
        var stanzas = new ArrayList<Stanza>();
        var collected = new Collected();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank()) {
                collected.end(stanzas);
            } else if (!line.startsWith("#")) {
                collected.take(line, number);
            }
        }
        collected.end(stanzas);
        return stanzas;
    }

    private static final class Collected {
        private final TreeMap<String, StringBuilder> fields = new TreeMap<>();
        private StringBuilder current = new StringBuilder();

        void take(String line, int number) throws MalformedControl {
            char first = line.charAt(0);
            if (first == ' ' || first == '\t') {
                if (fields.isEmpty()) {
                    throw new MalformedControl("line " + number + " continues a field, but there is none before it");
                }
                current.append('\n').append(line.substring(1).stripTrailing());
                return;
            }
            int colon = line.indexOf(':');
            if (colon < 1 || !isName(line, colon)) {
                throw new MalformedControl("line " + number + " is no field: `" + MalformedControl.shown(line) + "`");
            }
            current = new StringBuilder(line.substring(colon + 1).strip());
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            if (fields.put(name, current) != null) {
                throw new MalformedControl("line " + number + " repeats the field `" + name + "`");
            }
            if (fields.size() > MOST_FIELDS) {
                throw new MalformedControl("a paragraph with more than " + MOST_FIELDS + " fields");
            }
        }

        private static boolean isName(String line, int length) {
            for (int i = 0; i < length; i++) {
                if (line.charAt(i) <= ' ' || line.charAt(i) > '~') {
                    return false;
                }
            }
            return true;
        }

        void end(List<Stanza> stanzas) {
            if (!fields.isEmpty()) {
                var values = new TreeMap<String, String>();
                fields.forEach((name, value) -> values.put(name, value.toString()));
                stanzas.add(new Stanza(values));
                fields.clear();
            }
        }
    }

    /** A field that is there and says something; the name in lower case. */
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
    }

    /** @throws MalformedControl when the field is missing */
    public String require(String name) throws MalformedControl {
        return field(name).orElseThrow(() -> new MalformedControl("the field `" + name + "` is missing"));
    }

    /** The field's words, separated by blanks and newlines; none when it is missing. */
    public List<String> words(String name) {
        return field(name)
                .map(value -> Arrays.asList(value.strip().split("\\s+")))
                .orElse(List.of());
    }
}
