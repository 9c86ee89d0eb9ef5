package dev.terrarium.lock.libraries;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** A table that is packed with this class: comments, a line of column names, then a fact a line, fields apart by tabs. */
final class Table {
    private Table() {}

    /** The rows, each with as many fields as there are columns. */
    static List<List<String>> rows(String resource, int columns) {
        try (var in = Objects.requireNonNull(Table.class.getResourceAsStream(resource), resource);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> List.of(line.split("\t", -1)))
                    .peek(row -> require(row.size() == columns, row))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(boolean holds, List<String> row) {
        if (!holds) {
            throw new IllegalStateException("not a row of its table: " + row);
        }
    }
}
