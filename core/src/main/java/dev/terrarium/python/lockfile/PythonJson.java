package dev.terrarium.python.lockfile;

import dev.terrarium.json.Json;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.toml.TomlValue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * JSON as Python's {@code json.dumps(…, sort_keys=True)} spells it: what tools hash to know their own lock again.
 *
 * <p>Not the canonical form of this program's own documents, which escapes nothing and leaves no blanks.
 */
record PythonJson(String betweenItems, String behindKeys) {
    static final PythonJson SPACED = new PythonJson(", ", ": ");
    static final PythonJson DENSE = new PythonJson(",", ":");

    static Json of(TomlValue value) {
        return switch (value) {
            case TomlValue.Text(var text, var spot) -> new Json.Text(text);
            case TomlValue.Whole(var whole, var spot) -> Json.of(whole);
            case TomlValue.Decimal(var decimal, var spot) -> new Json.Numeral(Double.toString(decimal));
            case TomlValue.Flag(var flag, var spot) -> new Json.Bool(flag);
            case TomlValue.Moment(var text, var spot) -> new Json.Text(text);
            case TomlValue.Array(var items, var spot) ->
                new Json.Items(items.stream().map(PythonJson::of).toList());
            case TomlValue.Table(var values, var spot) -> {
                var members = new LinkedHashMap<String, Json>();
                values.forEach((key, member) -> members.put(key, of(member)));
                yield new Json.Members(members);
            }
        };
    }

    /** The SHA-256 of the text, in hexadecimal digits. */
    String digest(Json value) {
        var text = new StringBuilder();
        write(value, text);
        return Digest.ofBytes(text.toString().getBytes(StandardCharsets.UTF_8)).hex();
    }

    private void write(Json value, StringBuilder into) {
        switch (value) {
            case Json.Text(var text) -> quote(text, into);
            case Json.Numeral(var literal) -> into.append(literal);
            case Json.Bool(var flag) -> into.append(flag);
            case Json.Nothing nothing -> into.append("null");
            case Json.Items(var list) -> join(list, '[', ']', into, this::write);
            case Json.Members(var map) ->
                join(List.copyOf(new TreeMap<>(map).entrySet()), '{', '}', into, this::member);
        }
    }

    private void member(Map.Entry<String, Json> member, StringBuilder into) {
        quote(member.getKey(), into);
        into.append(behindKeys);
        write(member.getValue(), into);
    }

    private <T> void join(List<T> all, char open, char close, StringBuilder into, BiConsumer<T, StringBuilder> each) {
        into.append(open);
        for (int i = 0; i < all.size(); i++) {
            into.append(i == 0 ? "" : betweenItems);
            each.accept(all.get(i), into);
        }
        into.append(close);
    }

    private static void quote(String text, StringBuilder into) {
        into.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> into.append("\\\"");
                case '\\' -> into.append("\\\\");
                case '\n' -> into.append("\\n");
                case '\r' -> into.append("\\r");
                case '\t' -> into.append("\\t");
                case '\b' -> into.append("\\b");
                case '\f' -> into.append("\\f");
                default -> {
                    if (c < ' ' || c > '~') {
                        into.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        into.append(c);
                    }
                }
            }
        }
        into.append('"');
    }
}
