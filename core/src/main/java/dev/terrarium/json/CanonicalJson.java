package dev.terrarium.json;

import java.util.Map;
import java.util.TreeMap;

/**
 * The one way in which this program writes JSON that is identified by its digest: no white space, names sorted by UTF-16 code
 * unit, the shortest escapes, integers only.
 *
 * <p>A subset of the JSON canonicalization scheme. Fractions are refused rather than formatted: nothing that we write has any,
 * and the scheme's rules for them are most of its length. So are integers that a double does not hold.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785</a>
 */
public final class CanonicalJson {
    private static final long LARGEST = (1L << 53) - 1;

    private final StringBuilder out = new StringBuilder();

    private CanonicalJson() {}

    /** @throws IllegalArgumentException for what has no canonical form here: a fraction, half a surrogate pair */
    public static String write(Json value) {
        var writer = new CanonicalJson();
        writer.append(value);
        return writer.out.toString();
    }

    private void append(Json value) {
        switch (value) {
            case Json.Members(var map) -> appendMembers(map);
            case Json.Items(var list) -> {
                String separator = "[";
                for (Json item : list) {
                    out.append(separator);
                    append(item);
                    separator = ",";
                }
                out.append(list.isEmpty() ? "[]" : "]");
            }
            case Json.Text(var text) -> quote(out, text);
            case Json.Numeral(var literal) -> out.append(integer(literal));
            case Json.Bool(var flag) -> out.append(flag);
            case Json.Nothing() -> out.append("null");
        }
    }

    private void appendMembers(Map<String, Json> map) {
        String separator = "{";
        for (Map.Entry<String, Json> member : new TreeMap<>(map).entrySet()) {
            out.append(separator);
            quote(out, member.getKey());
            out.append(':');
            append(member.getValue());
            separator = ",";
        }
        out.append(map.isEmpty() ? "{}" : "}");
    }

    private static long integer(String literal) {
        long value;
        try {
            value = Long.parseLong(literal);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not an integer: " + literal, e);
        }
        if (value > LARGEST || value < -LARGEST) {
            throw new IllegalArgumentException("more than 53 bits: " + literal);
        }
        return value;
    }

    static void quote(StringBuilder out, String text) {
        if (!isWellFormed(text)) {
            throw new IllegalArgumentException("half a surrogate pair in a text");
        }
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(c < 0x10 ? '0' : '1').append(Character.forDigit(c & 15, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
