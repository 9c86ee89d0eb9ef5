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

/**
 * A suite as a test describes it.
 *
 * @param name the directory below {@code dists}, and the codename unless said otherwise
 * @param validUntil for how long its Release file counts; empty for ever
 */
public record TestSuite(
        String name, String codename, String origin, Instant date, Optional<Duration> validUntil, List<Deb> debs) {
    private static final DateTimeFormatter RELEASE_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    public TestSuite {
        debs = List.copyOf(debs);
    }

    /** An empty suite of the origin {@code Debian} that counts for a week. */
    public static TestSuite of(String name, Instant date) {
        return new TestSuite(name, name, "Debian", date, Optional.of(Duration.ofDays(7)), List.of());
    }

    public TestSuite with(Deb... more) {
        var all = new ArrayList<>(debs);
        all.addAll(List.of(more));
        return new TestSuite(name, codename, origin, date, validUntil, all);
    }

    public TestSuite dated(Instant other) {
        return new TestSuite(name, codename, origin, other, validUntil, debs);
    }

    public TestSuite withOrigin(String other) {
        return new TestSuite(name, codename, other, date, validUntil, debs);
    }

    public TestSuite withCodename(String other) {
        return new TestSuite(name, other, origin, date, validUntil, debs);
    }

    public TestSuite withoutEnd() {
        return new TestSuite(name, codename, origin, date, Optional.empty(), debs);
    }

    /** The {@code Packages} file of an architecture. */
    public String packages(String architecture) {
        var text = new StringBuilder();
        for (Deb deb : debs) {
            if (deb.architecture().equals(architecture) || deb.architecture().equals("all")) {
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

    /** The index files by their names below the suite's directory, packed and plain. */
    SortedMap<String, byte[]> indexes() {
        var indexes = new TreeMap<String, byte[]>();
        var architectures = new TreeSet<>(List.of("amd64", "arm64"));
        for (String architecture : architectures) {
            String path = "main/binary-" + architecture + "/Packages";
            byte[] plain = packages(architecture).getBytes(StandardCharsets.UTF_8);
            indexes.put(path, plain);
            indexes.put(path + ".xz", DebWriter.xz(plain));
        }
        return indexes;
    }

    /** The text of the Release file that goes with some indexes. */
    public String release(Map<String, byte[]> indexes) {
        var text = new StringBuilder();
        text.append("Origin: ").append(origin).append("\nLabel: ").append(origin);
        text.append("\nSuite: stable\nCodename: ").append(codename);
        text.append("\nDate: ").append(RELEASE_DATE.format(date));
        validUntil.ifPresent(time -> text.append("\nValid-Until: ").append(RELEASE_DATE.format(date.plus(time))));
        text.append("\nAcquire-By-Hash: yes\nArchitectures: amd64 arm64\nComponents: main\nMD5Sum:\n");
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
