package dev.terrarium.cli.practices;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The catalogue of practices, and which of them a later issue builds. */
final class Catalogue {
    private static final Set<String> STEPS = Set.of("working", "security", "debuggable", "operations", "reproducible");

    /** A practice, and what a builder can guarantee of it. */
    record Entry(String id, String step, String severity, String statement, String guarantee) {
        /** Whether an image made by this program has to hold it. */
        boolean isPromised() {
            return STEPS.contains(step) && guarantee.startsWith("yes");
        }
    }

    /** A practice that is not built yet: the issue and its numbered item that build it, and what is missing until then. */
    record Later(String id, String issue, String item, String missing) {}

    private Catalogue() {}

    static List<Entry> promised() {
        return rows("practices.tsv", 5).stream()
                .map(row -> new Entry(row[0], row[1], row[2], row[3], row[4]))
                .filter(Entry::isPromised)
                .toList();
    }

    static List<Later> later() {
        return rows("later.tsv", 4).stream()
                .map(row -> new Later(row[0], row[1], row[2], row[3]))
                .toList();
    }

    private static List<String[]> rows(String resource, int columns) {
        var rows = new ArrayList<String[]>();
        for (String line :
                text(resource).lines().skip(1).filter(line -> !line.isEmpty()).toList()) {
            String[] row = line.split("\t", -1);
            if (row.length != columns) {
                throw new IllegalStateException(resource + " has a row of " + row.length + " columns: " + line);
            }
            rows.add(row);
        }
        return rows;
    }

    private static String text(String resource) {
        try (InputStream in = Catalogue.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
