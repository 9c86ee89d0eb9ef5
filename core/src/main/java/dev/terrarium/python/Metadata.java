package dev.terrarium.python;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a distribution says of itself in {@code METADATA}, as far as anything here depends on it.
 *
 * <p>Not an e-mail parser: only the head is read, up to the first empty line; the description that follows is nobody's input.
 *
 * @param requires the texts of {@code Requires-Dist} read leniently, in the file's order
 * @param requiresPython {@link Specifiers#ANY} when it says nothing
 * @param extras from {@code Provides-Extra}
 * @param license the expression, else the free text's first line; empty when it says nothing
 * @see <a href="https://packaging.python.org/en/latest/specifications/core-metadata/">core metadata</a>
 */
public record Metadata(
        PackageName name,
        Version version,
        List<Requirement> requires,
        Specifiers requiresPython,
        List<Extra> extras,
        Optional<String> license) {

    /** No {@code METADATA} is longer; what is, is refused before it is read. */
    public static final int LARGEST = 8 << 20;

    private static final int LONGEST_FIELD = 64 << 10;
    private static final int MOST_REQUIREMENTS = 10_000;
    private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");

    public Metadata {
        requires = List.copyOf(requires);
        extras = List.copyOf(extras);
    }

    /** Reads the file's bytes; its metadata version may be any 1.x or 2.x. */
    public static Metadata read(byte[] bytes) throws Malformed {
        if (bytes.length > LARGEST) {
            throw new Malformed("METADATA of more than " + (LARGEST >> 20) + " MiB");
        }
        List<Field> fields = fields(new String(bytes, StandardCharsets.UTF_8));
        String format =
                one(fields, "metadata-version").orElseThrow(() -> new Malformed("METADATA has no `Metadata-Version`"));
        if (!format.startsWith("1.") && !format.startsWith("2.")) {
            throw new Malformed("METADATA of the unknown version `" + Malformed.shown(format) + "`");
        }
        return new Metadata(
                PackageName.read(one(fields, "name").orElseThrow(() -> new Malformed("METADATA has no `Name`"))),
                Version.read(one(fields, "version").orElseThrow(() -> new Malformed("METADATA has no `Version`"))),
                requires(fields),
                requiresPython(fields),
                extras(fields),
                one(fields, "license-expression")
                        .or(() -> first(fields, "license"))
                        .filter(text -> !text.isBlank()));
    }

    private static List<Requirement> requires(List<Field> fields) throws Malformed {
        var requires = new ArrayList<Requirement>();
        for (Field field : fields) {
            if (field.name().equals("requires-dist")) {
                requires.add(Requirement.readLenient(field.value()));
                if (requires.size() > MOST_REQUIREMENTS) {
                    throw new Malformed("METADATA with more than " + MOST_REQUIREMENTS + " requirements");
                }
            }
        }
        return requires;
    }

    private static Specifiers requiresPython(List<Field> fields) throws Malformed {
        Optional<String> text = one(fields, "requires-python");
        return text.isEmpty() ? Specifiers.ANY : Specifiers.readLenient(text.get());
    }

    private static List<Extra> extras(List<Field> fields) throws Malformed {
        var extras = new ArrayList<Extra>();
        for (Field field : fields) {
            if (field.name().equals("provides-extra")) {
                extras.add(Extra.read(field.value()));
            }
        }
        return extras;
    }

    private static Optional<String> one(List<Field> fields, String name) throws Malformed {
        List<String> values = fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .distinct()
                .toList();
        if (values.size() > 1) {
            throw new Malformed("METADATA says `" + name + "` more than once");
        }
        return values.stream().findFirst();
    }

    private static Optional<String> first(List<Field> fields, String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .findFirst();
    }

    private record Field(String name, String value) {}

    private static List<Field> fields(String text) throws Malformed {
        var fields = new ArrayList<Field>();
        for (String line :
                LINE_END.splitAsStream(text).takeWhile(line -> !line.isEmpty()).toList()) {
            if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                continued(fields, line);
                continue;
            }
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new Malformed("a line of METADATA without a field: `" + Malformed.shown(line) + "`");
            }
            fields.add(new Field(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip()));
        }
        return fields;
    }

    private static void continued(List<Field> fields, String line) throws Malformed {
        if (fields.isEmpty()) {
            throw new Malformed("METADATA begins with a continued line");
        }
        Field last = fields.getLast();
        if (last.name().startsWith("requires-")) {
            if (last.value().length() > LONGEST_FIELD) {
                throw new Malformed("a field of METADATA of more than " + LONGEST_FIELD + " characters");
            }
            fields.set(fields.size() - 1, new Field(last.name(), last.value() + " " + line.strip()));
        }
    }
}
