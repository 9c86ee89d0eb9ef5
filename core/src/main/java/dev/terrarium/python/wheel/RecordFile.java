package dev.terrarium.python.wheel;

import dev.terrarium.oci.Digest;
import dev.terrarium.python.Malformed;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code RECORD}: what a wheel says that it holds, and what an installed one is said to hold.
 *
 * @see <a href="https://packaging.python.org/en/latest/specifications/recording-installed-packages/">recording installed
 *     projects</a>
 */
public final class RecordFile {
    private static final int DIGEST_BYTES = 32;

    private RecordFile() {}

    /**
     * A row.
     *
     * @param digest empty for RECORD itself and for files whose row has no hash
     * @param size -1 when the row has none
     */
    public record Row(String path, Optional<Digest> digest, long size) {}

    /** The rows by path. */
    public static Map<String, Row> read(String text) throws Malformed {
        var rows = new TreeMap<String, Row>();
        int number = 0;
        for (String line : text.split("\r\n|\n|\r", -1)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            Row row = row(line, number);
            Row before = rows.putIfAbsent(row.path(), row);
            if (before != null && !before.equals(row)) {
                throw new Malformed("RECORD lists `" + Malformed.shown(row.path()) + "` twice");
            }
        }
        return rows;
    }

    private static Row row(String line, int number) throws Malformed {
        List<String> fields = fields(line, number);
        if (fields.size() != 3) {
            throw new Malformed("line " + number + " of RECORD has " + fields.size() + " fields instead of 3");
        }
        return new Row(fields.get(0), digest(fields.get(1), number), size(fields.get(2), number));
    }

    private static Optional<Digest> digest(String field, int number) throws Malformed {
        if (field.isEmpty()) {
            return Optional.empty();
        }
        if (field.startsWith("sha256=")) {
            try {
                byte[] bytes = Base64.getUrlDecoder().decode(field.substring("sha256=".length()));
                if (bytes.length == DIGEST_BYTES) {
                    return Optional.of(new Digest(HexFormat.of().formatHex(bytes)));
                }
            } catch (IllegalArgumentException e) {
                // the message below says the same
            }
        }
        throw new Malformed("line " + number + " of RECORD has no sha256: `" + Malformed.shown(field) + "`");
    }

    private static long size(String field, int number) throws Malformed {
        if (field.isEmpty()) {
            return -1;
        }
        if (!field.matches("[0-9]{1,18}")) {
            throw new Malformed("line " + number + " of RECORD has no size: `" + Malformed.shown(field) + "`");
        }
        return Long.parseLong(field);
    }

    private static List<String> fields(String line, int number) throws Malformed {
        var fields = new ArrayList<String>();
        int at = 0;
        while (at <= line.length()) {
            var field = new StringBuilder();
            if (at < line.length() && line.charAt(at) == '"') {
                at = quoted(line, at + 1, field, number);
            } else {
                int comma = line.indexOf(',', at);
                int end = comma < 0 ? line.length() : comma;
                field.append(line, at, end);
                at = end;
            }
            fields.add(field.toString());
            at++;
        }
        return fields;
    }

    private static int quoted(String line, int start, StringBuilder field, int number) throws Malformed {
        int at = start;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == '"' && at + 1 < line.length() && line.charAt(at + 1) == '"') {
                field.append(c);
                at += 2;
            } else if (c == '"') {
                if (at + 1 < line.length() && line.charAt(at + 1) != ',') {
                    break;
                }
                return at + 1;
            } else {
                field.append(c);
                at++;
            }
        }
        throw new Malformed("line " + number + " of RECORD has a quote that does not fit");
    }

    /** The row as it is written; the quoting of Python's csv module. */
    static String line(String path, Digest digest, long size) {
        String hash = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(HexFormat.of().parseHex(digest.hex()));
        return quoted(path) + ",sha256=" + hash + "," + size + "\n";
    }

    static String quoted(String path) {
        return path.indexOf(',') < 0 && path.indexOf('"') < 0 ? path : '"' + path.replace("\"", "\"\"") + '"';
    }
}
