package dev.terrarium.make.layer;

import dev.terrarium.oci.Digest;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is in a fragment, without the bytes: a line for each entry, sorted by path, so that equal fragments have equal listings.
 *
 * <p>Text, because people compare listings too: kind, octal mode, size, then a file's SHA-256 or a link's target, then the path,
 * with tabs between. A directory of which the tree says nothing, and which is there because something is in it, has no mode.
 *
 * @param lines sorted by path, no path twice
 */
public record Listing(List<Line> lines) {
    /** One entry. */
    public sealed interface Line {
        TreePath path();

        /** A directory, with its mode if the tree says one. */
        record Directory(TreePath path, Optional<Integer> mode) implements Line {}

        record File(TreePath path, int mode, long size, Digest content) implements Line {}

        record Link(TreePath path, String target) implements Line {}
    }

    public Listing {
        lines = lines.stream().sorted(Comparator.comparing(Line::path)).toList();
    }

    /** The listing as it lies in the store. */
    public byte[] bytes() {
        var text = new StringBuilder();
        for (Line line : lines) {
            text.append(
                            switch (line) {
                                case Line.Directory(var path, var mode) ->
                                    "d\t" + mode.map(Listing::octal).orElse("-") + "\t0\t-";
                                case Line.File(var path, var mode, var size, var content) ->
                                    "f\t" + octal(mode) + "\t" + size + "\t" + content.hex();
                                case Line.Link(var path, var target) -> "l\t0777\t0\t" + escape(target);
                            })
                    .append('\t')
                    .append(escape(line.path().text()))
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String octal(int mode) {
        return "0" + Integer.toOctalString(mode);
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }

    /** Reads back what {@link #bytes} wrote; an {@code IOException} if it is something else. */
    public static Listing parse(byte[] bytes) throws IOException {
        var lines = new ArrayList<Line>();
        for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
            try {
                lines.add(parseLine(line.split("\t", -1)));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new IOException("a listing with a line that is none", e);
            }
        }
        return new Listing(lines);
    }

    private static Line parseLine(String[] fields) {
        var path = TreePath.of(unescape(fields[4]));
        return switch (fields[0]) {
            case "d" ->
                new Line.Directory(
                        path, fields[1].equals("-") ? Optional.empty() : Optional.of(Integer.parseInt(fields[1], 8)));
            case "f" ->
                new Line.File(path, Integer.parseInt(fields[1], 8), Long.parseLong(fields[2]), new Digest(fields[3]));
            case "l" -> new Line.Link(path, unescape(fields[3]));
            default -> throw new IllegalArgumentException(fields[0]);
        };
    }

    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain.append(
                    c != '\\'
                            ? c
                            : switch (text.charAt(++i)) {
                                case 'n' -> '\n';
                                case 'r' -> '\r';
                                case 't' -> '\t';
                                default -> '\\';
                            });
        }
        return plain.toString();
    }
}
