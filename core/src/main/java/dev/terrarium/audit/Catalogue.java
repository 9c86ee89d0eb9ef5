package dev.terrarium.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** All practices, from the table that lies beside this class. */
public final class Catalogue {
    private static final Pattern CODE = Pattern.compile(
            "(?:DL|SC|DS-|CKV_DOCKER_|CKV2_DOCKER_|CIS-DI-|DKL-[A-Z]{2}-|CIS )[0-9.]+|[A-Z][A-Za-z]{7,}");

    private static final Map<String, Practice> ALL = read();

    private Catalogue() {}

    /** In the order of the process. */
    public static List<Practice> all() {
        return List.copyOf(ALL.values());
    }

    public static Optional<Practice> find(String id) {
        return Optional.ofNullable(ALL.get(id));
    }

    /** The practices that another tool's code stands for. */
    public static List<Practice> ofCode(String code) {
        return ALL.values().stream()
                .filter(practice -> practice.equivalents().contains(code))
                .toList();
    }

    private static Map<String, Practice> read() {
        try (InputStream table = Catalogue.class.getResourceAsStream("practices.tsv")) {
            if (table == null) {
                throw new IllegalStateException("the catalogue of practices is missing");
            }
            Map<String, Practice> practices = new LinkedHashMap<>();
            new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .forEach(line -> {
                        Practice practice = practice(line.split("\t", -1));
                        practices.put(practice.id(), practice);
                    });
            return practices;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Practice practice(String[] cells) {
        Set<String> detects = new LinkedHashSet<>();
        String[] places = {"dockerfile", "image", "project", "ci"};
        for (int i = 0; i < places.length; i++) {
            String how = cells[5 + i];
            if (!how.isEmpty() && !how.startsWith("n/a")) {
                detects.add(places[i]);
            }
        }
        return new Practice(
                cells[0],
                Step.of(cells[1]),
                Severity.valueOf(cells[2].toUpperCase(Locale.ROOT)),
                cells[3],
                cells[4],
                detects,
                cells[9],
                cells[10],
                CODE.matcher(cells[11]).results().map(found -> found.group()).toList(),
                Arrays.stream(cells[13].split(" "))
                        .filter(url -> !url.isEmpty())
                        .toList());
    }
}
