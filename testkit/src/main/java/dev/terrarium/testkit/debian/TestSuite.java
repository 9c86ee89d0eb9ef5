package dev.terrarium.testkit.debian;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A suite as a test describes it.
 *
 * @param name the directory below {@code dists}
 * @param naming what its Release file calls it
 * @param packings the forms in which its indexes are there, by the ends of their names; an empty one is the plain file
 * @param validUntil for how long its Release file counts; empty for ever
 * @param contents whether it says which package owns which file
 */
public record TestSuite(
        String name,
        Naming naming,
        String origin,
        Instant date,
        Optional<Duration> validUntil,
        List<String> packings,
        List<Deb> debs,
        boolean contents) {
    private static final DateTimeFormatter RELEASE_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /**
     * What a Release file says about its name.
     *
     * @param components of the suite; packages are in the first unless their section begins with another one and a slash
     */
    public record Naming(String suite, String codename, List<String> components) {
        public Naming {
            components = List.copyOf(components);
        }
    }

    public TestSuite {
        packings = List.copyOf(packings);
        debs = List.copyOf(debs);
    }

    /** An empty suite of the origin {@code Debian} that counts for a week. */
    public static TestSuite of(String name, Instant date) {
        var naming = new Naming("stable", name, List.of("main"));
        return new TestSuite(
                name, naming, "Debian", date, Optional.of(Duration.ofDays(7)), List.of(".xz", ""), List.of(), false);
    }

    /** An empty suite as Ubuntu has them: with two components and without an end, and its updates have its codename. */
    public static TestSuite ofUbuntu(String name, Instant date) {
        var naming = new Naming(name, name.replaceFirst("-.*", ""), List.of("main", "universe"));
        return new TestSuite(
                name, naming, "Ubuntu", date, Optional.empty(), List.of(".xz", ".gz", ""), List.of(), false);
    }

    /** An empty suite as somebody's small repository has it: no name but its path's, and indexes in one form only. */
    public static TestSuite ofRepository(String name, Instant date, String packing) {
        var naming = new Naming(name, "", List.of("main"));
        return new TestSuite(name, naming, "Somebody", date, Optional.empty(), List.of(packing), List.of(), false);
    }

    public TestSuite with(Deb... more) {
        var all = new ArrayList<>(debs);
        all.addAll(List.of(more));
        return new TestSuite(name, naming, origin, date, validUntil, packings, all, contents);
    }

    public TestSuite dated(Instant other) {
        return new TestSuite(name, naming, origin, other, validUntil, packings, debs, contents);
    }

    public TestSuite withOrigin(String other) {
        return new TestSuite(name, naming, other, date, validUntil, packings, debs, contents);
    }

    public TestSuite withCodename(String codename) {
        var other = new Naming(naming.suite(), codename, naming.components());
        return new TestSuite(name, other, origin, date, validUntil, packings, debs, contents);
    }

    public TestSuite withoutEnd() {
        return new TestSuite(name, naming, origin, date, Optional.empty(), packings, debs, contents);
    }

    /** The {@code Packages} file of an architecture. */
    public String packages(String architecture) {
        return packages(naming.components().getFirst(), architecture);
    }

    private String componentOf(Deb deb) {
        String section = deb.fields().getOrDefault("Section", "");
        return naming.components().stream()
                .filter(component -> section.startsWith(component + "/"))
                .findFirst()
                .orElse(naming.components().getFirst());
    }

    private String packages(String component, String architecture) {
        var text = new StringBuilder();
        for (Deb deb : debs) {
            if (componentOf(deb).equals(component)
                    && List.of(architecture, "all").contains(deb.architecture())) {
                byte[] bytes = DebWriter.write(deb);
                text.append(deb.control())
                        .append("Filename: ")
                        .append(deb.filename())
                        .append("\nSize: ")
                        .append(bytes.length)
                        .append("\nSHA256: ")
                        .append(DebWriter.hex("SHA-256", bytes))
                        .append("\n\n");
            }
        }
        return text.toString();
    }

    /** The same with a list of who owns which file. */
    public TestSuite withContents() {
        return new TestSuite(name, naming, origin, date, validUntil, packings, debs, true);
    }

    /** The {@code Contents} file of an architecture. */
    private String contents(String architecture) {
        return debs.stream()
                .filter(deb -> deb.architecture().equals(architecture))
                .flatMap(deb -> deb.files().keySet().stream()
                        .map(path -> path + " ".repeat(Math.max(1, 60 - path.length())) + "misc/" + deb.name() + "\n"))
                .sorted()
                .collect(Collectors.joining());
    }

    /** The index files by their names below the suite's directory, packed and plain. */
    SortedMap<String, byte[]> indexes() {
        var indexes = new TreeMap<String, byte[]>();
        var architectures = new TreeSet<>(List.of("amd64", "arm64"));
        for (String component : naming.components()) {
            for (String architecture : architectures) {
                String path = component + "/binary-" + architecture + "/Packages";
                byte[] plain = packages(component, architecture).getBytes(StandardCharsets.UTF_8);
                packings.forEach(packing -> indexes.put(path + packing, packed(plain, packing)));
                if (contents) {
                    byte[] files = contents(architecture).getBytes(StandardCharsets.UTF_8);
                    indexes.put(component + "/Contents-" + architecture + ".gz", DebWriter.gzip(files));
                }
            }
        }
        return indexes;
    }

    private static byte[] packed(byte[] plain, String packing) {
        return switch (packing) {
            case ".xz" -> DebWriter.xz(plain);
            case ".gz" -> DebWriter.gzip(plain);
            default -> plain;
        };
    }

    /** The text of the Release file that goes with some indexes. */
    public String release(Map<String, byte[]> indexes) {
        var text = new StringBuilder();
        text.append("Origin: ").append(origin).append("\nLabel: ").append(origin);
        text.append("\nSuite: ").append(naming.suite());
        if (!naming.codename().isEmpty()) {
            text.append("\nCodename: ").append(naming.codename());
        }
        text.append("\nDate: ").append(RELEASE_DATE.format(date));
        validUntil.ifPresent(time -> text.append("\nValid-Until: ").append(RELEASE_DATE.format(date.plus(time))));
        text.append("\nAcquire-By-Hash: yes\nArchitectures: amd64 arm64\nComponents: ")
                .append(String.join(" ", naming.components()))
                .append("\nMD5Sum:\n");
        new TreeMap<>(indexes).forEach((path, bytes) -> line(text, "MD5", path, bytes));
        text.append("SHA256:\n");
        new TreeMap<>(indexes).forEach((path, bytes) -> line(text, "SHA-256", path, bytes));
        return text.toString();
    }

    private static void line(StringBuilder text, String algorithm, String path, byte[] bytes) {
        text.append(' ')
                .append(DebWriter.hex(algorithm, bytes))
                .append(' ')
                .append(bytes.length)
                .append(' ')
                .append(path)
                .append('\n');
    }
}
