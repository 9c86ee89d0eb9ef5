package dev.terrarium.debian;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A suite that images may be made from: what is known of it before its archive is asked.
 *
 * <p>The dates are facts of the package {@code distro-info-data} 2026.10.12, whose tables are the distributions' own.
 *
 * @param name its codename, as it stands in the archive's paths
 * @param kind whether it is finished, and whether it has suites of updates beside it
 * @param supportEnds until when the distribution's security team looks after it
 * @param longTermEnds until when anybody does who publishes in the same archive; the same where nobody else does
 */
public record Suite(
        Distribution distribution,
        String name,
        Kind kind,
        Optional<LocalDate> supportEnds,
        Optional<LocalDate> longTermEnds) {
    /** How a suite lives. */
    public enum Kind {
        /** Only its updates change. */
        RELEASED,
        /** Becomes a release; has suites of updates already. */
        TESTING,
        /** Never becomes anything; fixes come as any other version does. */
        ROLLING
    }

    /** In the order in which they are told to people. */
    public static final List<Suite> KNOWN = List.of(
            released(Distribution.DEBIAN, "trixie", "2028-08-09", "2030-06-30"),
            released(Distribution.DEBIAN, "bookworm", "2026-07-11", "2028-06-30"),
            new Suite(Distribution.DEBIAN, "forky", Kind.TESTING, Optional.empty(), Optional.empty()),
            new Suite(Distribution.DEBIAN, "sid", Kind.ROLLING, Optional.empty(), Optional.empty()),
            released(Distribution.UBUNTU, "resolute", "2031-05-29", "2031-05-29"),
            released(Distribution.UBUNTU, "noble", "2029-05-31", "2029-05-31"),
            released(Distribution.UBUNTU, "jammy", "2027-06-01", "2027-06-01"));

    private static Suite released(Distribution distribution, String name, String ends, String longTermEnds) {
        return new Suite(
                distribution,
                name,
                Kind.RELEASED,
                Optional.of(LocalDate.parse(ends)),
                Optional.of(LocalDate.parse(longTermEnds)));
    }

    /** The suite of a name, or of a name with {@code -updates} or {@code -security} after it; one of Debian's if nobody knows it. */
    public static Suite of(String name) {
        String main = name.replaceFirst("-(updates|security)$", "");
        return KNOWN.stream()
                .filter(suite -> suite.name.equals(main))
                .findFirst()
                .orElseGet(
                        () -> new Suite(Distribution.DEBIAN, main, Kind.RELEASED, Optional.empty(), Optional.empty()));
    }

    /** Reads {@code ubuntu:noble}. */
    public static Optional<Suite> parse(String os) {
        return KNOWN.stream().filter(suite -> suite.os().equals(os)).findFirst();
    }

    /** {@code ubuntu:noble}. */
    public String os() {
        return distribution.id() + ":" + name;
    }

    /** The suites of the archive that make it up, by name. */
    public List<String> parts(boolean security) {
        var parts = new ArrayList<>(List.of(name));
        if (kind != Kind.ROLLING) {
            Stream.of("-updates", "-security")
                    .filter(part -> security || !part.equals("-security"))
                    .forEach(part -> parts.add(name + part));
        }
        return parts;
    }
}
