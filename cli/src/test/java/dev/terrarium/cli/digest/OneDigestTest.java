package dev.terrarium.cli.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.io.Environment;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One project is one image, whatever is different around it: a table of differences, and one assertion.
 *
 * <p>In this process and with everything made anew each time, which is why each difference can be tried alone; what only another
 * process or real packages can show is in RealImagesTest.
 */
class OneDigestTest {
    @TempDir
    private Path directory;

    private World world;

    /** Makes something different, and builds. */
    @FunctionalInterface
    private interface Difference {
        Built build(Place place) throws IOException;
    }

    /**
     * Where one build happens.
     *
     * @param project a copy of the files, made for this build
     */
    private record Place(Environment environment, Path project, Path layout) {
        Built build() {
            return Built.by(environment, layout);
        }

        Place at(Instant time) {
            return new Place(
                    new Environment(
                            environment.variables(), project, environment.home(), environment.root(), () -> time),
                    project,
                    layout);
        }

        Place with(String variable, String value) {
            var more = new TreeMap<>(environment.variables());
            more.put(variable, value);
            return new Place(
                    new Environment(more, project, environment.home(), environment.root(), environment.clock()),
                    project,
                    layout);
        }
    }

    @BeforeEach
    void project() {
        world = World.start(directory.resolve("world"));
        world.application()
                .write("shop/__init__.py", "")
                .write("shop/i18n/title.txt", "Istanbul\n")
                .write("shop/I18N.txt", "other case\n")
                .write("shop/data/large.bin", "x".repeat(200_000))
                .write("data \u00e9\u4e2d.txt", "a name beyond ASCII\n")
                .requires(
                        WheelRecipe.of("greeting", "1.0").withScript("hello", "greeting:main"),
                        WheelRecipe.of("Titles", "2.0").withFile("titles/\u0131.txt", "a name beyond ASCII\n"));
    }

    @AfterEach
    void close() throws IOException {
        world.close();
        // unpacked roots hold absolute links, and whoever deletes the directory had better not meet them
        try (var walk = Files.walk(directory)) {
            for (Path link : walk.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    private static Map<String, Difference> differences() {
        var all = new LinkedHashMap<String, Difference>();
        all.put("another directory", Place::build);
        all.put("half of the files newer", place -> {
            touch(place.project(), Instant.parse("2031-01-01T00:00:00Z"));
            return place.build();
        });
        all.put("umask 077", place -> {
            chmod(place.project(), "rw-------", "rwx------");
            return place.build();
        });
        all.put("umask 000", place -> {
            chmod(place.project(), "rw-rw-rw-", "rwxrwxrwx");
            return place.build();
        });
        all.put("Turkish", place -> in(Locale.of("tr", "TR"), "Europe/Istanbul", place));
        all.put("Arabic digits", place -> in(Locale.forLanguageTag("ar-EG-u-nu-arab"), "Africa/Cairo", place));
        all.put("Thai calendar", place -> in(Locale.forLanguageTag("th-TH-u-ca-buddhist"), "Asia/Kathmandu", place));
        all.put(
                "years later",
                place -> place.at(Instant.parse("2039-12-31T23:59:59Z")).build());
        all.put(
                "hours before",
                place -> place.at(World.BEGINNING.minus(Duration.ofHours(12))).build());
        all.put(
                "another user and host",
                place -> place.with("USER", "somebody")
                        .with("HOME", "/nowhere")
                        .with("HOSTNAME", "other")
                        .with("LC_ALL", "C")
                        .with("LANG", "tr_TR.ISO-8859-9")
                        .with("TZ", "Asia/Tokyo")
                        .with("TMPDIR", "/nowhere")
                        .with("NO_COLOR", "1")
                        .with("CI", "true")
                        .build());
        return all;
    }

    @Test
    void everyDifferenceMakesTheSameImage() throws IOException {
        var made = new LinkedHashMap<String, String>();
        Built first = place("first", false).build();
        Files.copy(project("first").resolve("terrarium.lock"), world.project().resolve("terrarium.lock"));
        for (var difference : differences().entrySet()) {
            Built built = difference.getValue().build(place(difference.getKey(), false));
            made.put(difference.getKey(), built.manifest());
        }
        made.put("files made in another order", place("reversed", true).build().manifest());
        Place warm = place("warm", false);
        warm.build();
        made.put(
                "a full store",
                Built.by(warm.environment(), directory.resolve("again")).manifest());

        assertThat(made)
                .hasSize(12)
                .allSatisfy((name, manifest) -> assertThat(manifest).as(name).isEqualTo(first.manifest()));
    }

    /** A copy of the project in a directory of its own, and an empty store. */
    private Place place(String name, boolean reversed) throws IOException {
        Path project = project(name);
        var files = new ArrayList<Path>();
        try (var walk = Files.walk(world.project())) {
            walk.filter(Files::isRegularFile).forEach(files::add);
        }
        files.sort(reversed ? Comparator.reverseOrder() : Comparator.naturalOrder());
        for (Path file : files) {
            Path to = project.resolve(world.project().relativize(file).toString());
            Files.createDirectories(to.getParent());
            Files.copy(file, to);
        }
        var variables = new TreeMap<>(world.environment().variables());
        variables.put("TERRARIUM_STORE", directory.resolve("store of " + name).toString());
        Environment told = world.environment();
        return new Place(
                new Environment(variables, project, told.home(), told.root(), told.clock()),
                project,
                directory.resolve("image of " + name));
    }

    private Path project(String name) {
        return directory.resolve(name).resolve("project of " + name);
    }

    private static Built in(Locale locale, String zone, Place place) {
        Locale usual = Locale.getDefault();
        TimeZone here = TimeZone.getDefault();
        Locale.setDefault(locale);
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            return place.build();
        } finally {
            Locale.setDefault(usual);
            TimeZone.setDefault(here);
        }
    }

    private static void touch(Path project, Instant time) throws IOException {
        int even = 0;
        for (Path file : below(project)) {
            if (even++ % 2 == 0) {
                Files.setLastModifiedTime(file, FileTime.from(time.plus(Duration.ofDays(even))));
            }
        }
    }

    private static void chmod(Path project, String files, String directories) throws IOException {
        for (Path path : below(project)) {
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(Files.isDirectory(path) ? directories : files));
        }
    }

    private static List<Path> below(Path project) throws IOException {
        try (var walk = Files.walk(project)) {
            return walk.sorted().toList();
        }
    }
}
