package dev.terrarium.python.toml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the plain part of TOML that tools write into lock files, many times faster than the whole language can be read.
 *
 * <p>Not a second parser beside the first: it gives up at the first character that is not plain (escapes, quoted and dotted keys,
 * long strings, numbers but small integers, anything but ASCII, anything wrong), and then the other one reads the file from its
 * beginning and finds the words for what is wrong. What it accepts, it reads as the other one does; a test compares them.
 */
final class PlainToml {
    private static final int DEEPEST = 20;

    private final String text;
    private final TomlSource source;
    private final OpenTable root;
    private int position;
    private int line = 1;
    private int lineStart;

    /** Thrown to give up; it says nothing, so it costs nothing. */
    private static final class NotPlain extends Exception {
        private static final long serialVersionUID = 1L;

        NotPlain() {
            super(null, null, false, false);
        }
    }

    /** A table that headers can still add to. */
    private static final class OpenTable {
        private final Map<String, Object> values = new LinkedHashMap<>();
        private final TomlSpot spot;

        OpenTable(TomlSpot spot) {
            this.spot = spot;
        }

        TomlValue.Table closed() {
            var closed = new LinkedHashMap<String, TomlValue>();
            values.forEach((key, value) -> closed.put(key, close(value)));
            return new TomlValue.Table(closed, spot);
        }

        private static TomlValue close(Object value) {
            return switch (value) {
                case OpenTable table -> table.closed();
                case OpenArray array ->
                    new TomlValue.Array(
                            array.tables.stream()
                                    .<TomlValue>map(OpenTable::closed)
                                    .toList(),
                            array.spot);
                case TomlValue done -> done;
                default -> throw new IllegalStateException();
            };
        }
    }

    private static final class OpenArray {
        private final List<OpenTable> tables = new ArrayList<>();
        private final TomlSpot spot;

        OpenArray(TomlSpot spot) {
            this.spot = spot;
        }
    }

    private PlainToml(String text, TomlSource source) {
        this.text = text;
        this.source = source;
        this.root = new OpenTable(new TomlSpot(source, 1, 1));
    }

    /** The file's values; empty when somebody else has to read it. */
    static Optional<TomlValue.Table> parse(String text, TomlSource source) {
        try {
            return Optional.of(new PlainToml(text, source).document());
        } catch (NotPlain e) {
            return Optional.empty();
        }
    }

    private TomlValue.Table document() throws NotPlain {
        OpenTable current = root;
        for (skipLines(); position < text.length(); skipLines()) {
            if (text.charAt(position) == '[') {
                current = header();
            } else {
                TomlSpot spot = spot();
                String key = key();
                expectAssignment();
                put(current, key, value(spot, 0));
            }
            endOfLine();
        }
        return root.closed();
    }

    private OpenTable header() throws NotPlain {
        TomlSpot spot = spot();
        boolean array = text.startsWith("[[", position);
        position += array ? 2 : 1;
        OpenTable table = root;
        String key = key();
        for (; take('.'); key = key()) {
            table = below(table, key, spot);
        }
        expect(']');
        if (array) {
            expect(']');
            Object list = table.values.computeIfAbsent(key, name -> new OpenArray(spot));
            if (!(list instanceof OpenArray tables)) {
                throw new NotPlain();
            }
            tables.tables.add(new OpenTable(spot));
            return tables.tables.getLast();
        }
        if (table.values.containsKey(key)) {
            throw new NotPlain();
        }
        var opened = new OpenTable(spot);
        table.values.put(key, opened);
        return opened;
    }

    private static OpenTable below(OpenTable table, String key, TomlSpot spot) throws NotPlain {
        return switch (table.values.computeIfAbsent(key, name -> new OpenTable(spot))) {
            case OpenTable below -> below;
            case OpenArray array -> array.tables.getLast();
            default -> throw new NotPlain();
        };
    }

    private static void put(OpenTable table, String key, TomlValue value) throws NotPlain {
        if (table.values.putIfAbsent(key, value) != null) {
            throw new NotPlain();
        }
    }

    private TomlValue value(TomlSpot spot, int depth) throws NotPlain {
        if (depth > DEEPEST || position >= text.length()) {
            throw new NotPlain();
        }
        char c = text.charAt(position);
        return switch (c) {
            case '"', '\'' -> new TomlValue.Text(string(c), spot);
            case '[' -> array(spot, depth);
            case '{' -> inlineTable(spot, depth);
            case 't' -> word("true", new TomlValue.Flag(true, spot));
            case 'f' -> word("false", new TomlValue.Flag(false, spot));
            default -> new TomlValue.Whole(whole(), spot);
        };
    }

    private String string(char quote) throws NotPlain {
        int start = ++position;
        while (position < text.length() && text.charAt(position) != quote) {
            char c = text.charAt(position++);
            if (c == '\\' || c < ' ' || c > '~') {
                throw new NotPlain();
            }
        }
        String value = text.substring(start, Math.min(position, text.length()));
        expect(quote);
        if (value.isEmpty() && position < text.length() && text.charAt(position) == quote) {
            throw new NotPlain();
        }
        return value;
    }

    private TomlValue array(TomlSpot spot, int depth) throws NotPlain {
        var items = new ArrayList<TomlValue>();
        position++;
        for (skipLines(); !take(']'); skipLines()) {
            items.add(value(spot(), depth + 1));
            skipLines();
            if (!take(',') && (position >= text.length() || text.charAt(position) != ']')) {
                throw new NotPlain();
            }
        }
        return new TomlValue.Array(items, spot);
    }

    private TomlValue inlineTable(TomlSpot spot, int depth) throws NotPlain {
        var values = new LinkedHashMap<String, TomlValue>();
        position++;
        skipBlanks();
        if (take('}')) {
            return new TomlValue.Table(values, spot);
        }
        do {
            skipBlanks();
            TomlSpot at = spot();
            String key = key();
            expectAssignment();
            if (values.putIfAbsent(key, value(at, depth + 1)) != null) {
                throw new NotPlain();
            }
            skipBlanks();
        } while (take(','));
        expect('}');
        return new TomlValue.Table(values, spot);
    }

    private TomlValue word(String word, TomlValue value) throws NotPlain {
        if (!text.startsWith(word, position)) {
            throw new NotPlain();
        }
        position += word.length();
        checkEndOfWord();
        return value;
    }

    private long whole() throws NotPlain {
        int start = position;
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            position++;
        }
        int length = position - start;
        if (length == 0 || length > 18 || length > 1 && text.charAt(start) == '0') {
            throw new NotPlain();
        }
        checkEndOfWord();
        return Long.parseLong(text, start, position, 10);
    }

    private void checkEndOfWord() throws NotPlain {
        if (position < text.length() && " \t\n,]}#".indexOf(text.charAt(position)) < 0) {
            throw new NotPlain();
        }
    }

    private String key() throws NotPlain {
        int start = position;
        while (position < text.length() && isKey(text.charAt(position))) {
            position++;
        }
        if (position == start) {
            throw new NotPlain();
        }
        return text.substring(start, position);
    }

    private static boolean isKey(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }

    private void expectAssignment() throws NotPlain {
        skipBlanks();
        expect('=');
        skipBlanks();
    }

    private void expect(char c) throws NotPlain {
        if (!take(c)) {
            throw new NotPlain();
        }
    }

    private boolean take(char c) {
        boolean found = position < text.length() && text.charAt(position) == c;
        position += found ? 1 : 0;
        return found;
    }

    private void skipBlanks() {
        while (position < text.length() && (text.charAt(position) == ' ' || text.charAt(position) == '\t')) {
            position++;
        }
    }

    private void endOfLine() throws NotPlain {
        skipBlanks();
        skipComment();
        if (position < text.length()) {
            expect('\n');
            newLine();
        }
    }

    /** Blanks, comments and line ends, as many as there are. */
    private void skipLines() throws NotPlain {
        for (skipBlanks(); position < text.length(); skipBlanks()) {
            skipComment();
            if (!take('\n')) {
                return;
            }
            newLine();
        }
    }

    private void skipComment() throws NotPlain {
        if (position < text.length() && text.charAt(position) == '#') {
            while (position < text.length() && text.charAt(position) != '\n') {
                char c = text.charAt(position++);
                if (c < ' ' && c != '\t' || c > '~') {
                    throw new NotPlain();
                }
            }
        }
    }

    private void newLine() {
        line++;
        lineStart = position;
    }

    private TomlSpot spot() {
        return new TomlSpot(source, line, position - lineStart + 1);
    }
}
