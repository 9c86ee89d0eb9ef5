package dev.terrarium.json;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/** JSON for people and for {@code --json}: two spaces a level, members in the order in which they were added. */
public final class PrettyJson {
    private final StringBuilder out = new StringBuilder();

    private PrettyJson() {}

    /** The text without a line feed at its end. */
    public static String write(Json value) {
        var writer = new PrettyJson();
        writer.append(value, "\n");
        return writer.out.toString();
    }

    private void append(Json value, String line) {
        switch (value) {
            case Json.Members(var map) -> appendMembers(map, line);
            case Json.Items(var list) -> appendItems(list, line);
            case Json.Text(var text) -> CanonicalJson.quote(out, text);
            case Json.Numeral(var literal) -> out.append(literal);
            case Json.Bool(var flag) -> out.append(flag);
            case Json.Nothing() -> out.append("null");
        }
    }

    private void appendMembers(Map<String, Json> map, String line) {
        if (map.isEmpty()) {
            out.append("{}");
            return;
        }
        String deeper = line + "  ";
        out.append('{');
        for (Iterator<Map.Entry<String, Json>> left = map.entrySet().iterator(); left.hasNext(); ) {
            Map.Entry<String, Json> member = left.next();
            out.append(deeper);
            CanonicalJson.quote(out, member.getKey());
            out.append(": ");
            append(member.getValue(), deeper);
            out.append(left.hasNext() ? "," : line);
        }
        out.append('}');
    }

    private void appendItems(Collection<Json> list, String line) {
        if (list.isEmpty()) {
            out.append("[]");
            return;
        }
        String deeper = line + "  ";
        out.append('[');
        for (Iterator<Json> left = list.iterator(); left.hasNext(); ) {
            out.append(deeper);
            append(left.next(), deeper);
            out.append(left.hasNext() ? "," : line);
        }
        out.append(']');
    }
}
