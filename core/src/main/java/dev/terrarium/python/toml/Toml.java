package dev.terrarium.python.toml;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;
import org.tomlj.TomlVersion;

/**
 * Reads a TOML file into {@link TomlValue}s.
 *
 * <p>Not the parser's own classes: those hand out {@code null} for what is missing and throw for what has another type, and
 * neither tells a person where. Every syntax error of the file is told at once. A file of more than {@link #LONGEST} bytes, one
 * that is not UTF-8 and one nested deeper than the stack are refused.
 *
 * @see <a href="https://toml.io/en/v1.0.0">TOML 1.0</a>
 */
public final class Toml {
    /** The largest known lock files have a tenth of it. */
    public static final int LONGEST = 64 << 20;

    private static final int MOST_ERRORS = 10;

    private final TomlSource source;

    private Toml(TomlSource source) {
        this.source = source;
    }

    /**
     * Reads a file; what is wrong with it is a {@link UserError} of the given code.
     *
     * @param shownAs the file's name as the person would type it
     */
    public static TomlValue.Table read(Path file, String shownAs, ErrorCode code) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST + 1);
        }
        if (bytes.length > LONGEST) {
            throw refused(code, shownAs, "`" + shownAs + "` has more than " + LONGEST + " bytes");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return parse(text, shownAs, code);
        } catch (CharacterCodingException e) {
            throw refused(code, shownAs, "`" + shownAs + "` is not UTF-8");
        }
    }

    /** Reads a file's text; a byte order mark at its start is passed over, as Python's tools do. */
    public static TomlValue.Table parse(String text, String shownAs, ErrorCode code) {
        String rest = text.startsWith("\uFEFF") ? text.substring(1) : text;
        var source = new TomlSource(shownAs, code, rest);
        return PlainToml.parse(rest, source).orElseGet(() -> parseWhole(rest, source));
    }

    /** As the whole language has it. */
    static TomlValue.Table parseWhole(String text, TomlSource source) {
        try {
            TomlParseResult result = org.tomlj.Toml.parse(text, TomlVersion.V1_0_0);
            if (result.hasErrors()) {
                throw new UserError(problems(result.errors(), source));
            }
            return new Toml(source).table(result, TomlPosition.positionAt(1, 1));
        } catch (StackOverflowError e) {
            throw refused(source.code(), source.file(), "`" + source.file() + "` is nested too deeply");
        }
    }

    private static List<Problem> problems(List<TomlParseError> errors, TomlSource source) {
        return errors.stream()
                .sorted(Comparator.comparingInt(
                                (TomlParseError e) -> e.position().line())
                        .thenComparingInt(e -> e.position().column()))
                .limit(MOST_ERRORS)
                .map(error -> Problem.of(source.code(), "not TOML: " + sentence(String.valueOf(error.getMessage())))
                        .at(source.place(
                                error.position().line(), error.position().column())))
                .toList();
    }

    /** The parser's words in the shape of ours: one line, lower case at the start, no position, no full stop. */
    private static String sentence(String words) {
        String line =
                words.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?").strip();
        String cut = line.length() > 200 ? line.substring(0, 200) + "…" : line;
        return cut.isEmpty() ? "unreadable" : cut.substring(0, 1).toLowerCase(Locale.ROOT) + cut.substring(1);
    }

    private static UserError refused(ErrorCode code, String shownAs, String message) {
        return new UserError(Problem.of(code, message).at(Place.of(shownAs)));
    }

    private TomlValue.Table table(TomlTable table, TomlPosition position) {
        var values = new LinkedHashMap<String, TomlValue>();
        for (Map.Entry<String, Object> entry : table.entrySet()) {
            List<String> path = List.of(entry.getKey());
            TomlPosition at = Optional.ofNullable(table.inputPositionOf(path)).orElse(position);
            values.put(entry.getKey(), value(entry.getValue(), at));
        }
        return new TomlValue.Table(values, spot(position));
    }

    private TomlValue array(TomlArray array, TomlPosition position) {
        var items = new ArrayList<TomlValue>(array.size());
        for (int i = 0; i < array.size(); i++) {
            items.add(value(
                    array.get(i), Optional.ofNullable(array.inputPositionOf(i)).orElse(position)));
        }
        return new TomlValue.Array(items, spot(position));
    }

    private TomlValue value(Object value, TomlPosition position) {
        return switch (value) {
            case TomlTable table -> table(table, position);
            case TomlArray array -> array(array, position);
            case String text -> new TomlValue.Text(text, spot(position));
            case Boolean flag -> new TomlValue.Flag(flag, spot(position));
            case Long whole -> new TomlValue.Whole(whole, spot(position));
            case Double decimal -> new TomlValue.Decimal(decimal, spot(position));
            default -> new TomlValue.Moment(value.toString(), spot(position));
        };
    }

    private TomlSpot spot(TomlPosition position) {
        return new TomlSpot(source, position.line(), position.column());
    }
}
