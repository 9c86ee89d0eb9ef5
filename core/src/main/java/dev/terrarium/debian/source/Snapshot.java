package dev.terrarium.debian.source;

import dev.terrarium.oci.Digest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A service that keeps what archives dropped, so that a lock can be built when its packages have newer versions everywhere else.
 *
 * <p>Two kinds are known, told apart by what stands in the address: the whole archive at many times ({@code {timestamp}}), and
 * single files by their digest ({@code {sha256}}). Nothing is believed but the digest, so the service needs no key.
 *
 * @param template an address with {@code {timestamp}} or {@code {sha256}}, and {@code {archive}} where several are kept
 */
public record Snapshot(String template) {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** A snapshot is taken some time after the index was signed; one that is asked for by any time answers with the one before. */
    private static final Duration LATER = Duration.ofHours(12);

    /**
     * Where a package may be had.
     *
     * @param archive {@code debian}, {@code debian-security}, {@code ubuntu}
     * @param indexed the date of the index that named it; without one an archive by times cannot be asked
     * @param filename from the archive's root
     */
    public List<URI> places(String archive, Optional<Instant> indexed, String filename, Digest digest) {
        String of = template.replace("{archive}", archive).replace("{sha256}", digest.hex());
        if (!of.contains("{timestamp}")) {
            return List.of(URI.create(of));
        }
        String root = of.endsWith("/") ? of : of + "/";
        return indexed.stream()
                .flatMap(date -> Stream.of(date.plus(LATER), date))
                .map(date -> TIMESTAMP.format(date.truncatedTo(ChronoUnit.SECONDS)))
                .map(date -> URI.create(root.replace("{timestamp}", date) + Location.encoded(filename)))
                .toList();
    }
}
