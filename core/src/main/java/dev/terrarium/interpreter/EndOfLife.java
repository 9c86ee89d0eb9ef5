package dev.terrarium.interpreter;

import dev.terrarium.debian.Suite;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Until when somebody mends a suite and a CPython, and what to tell of those that nobody mends any more.
 *
 * <p>Tables and no question to anybody: a date that moves is a line here. Telling is all; what to run is the project's decision.
 *
 * @see <a href="https://devguide.python.org/versions/">Status of Python versions</a>
 */
public final class EndOfLife {
    /** The last day of the month that each version's release schedule names (PEP 619, 664, 693, 719, 745, 790). */
    private static final Map<String, LocalDate> PYTHONS = new TreeMap<>(Map.of(
            "3.10", LocalDate.parse("2026-10-31"),
            "3.11", LocalDate.parse("2027-10-31"),
            "3.12", LocalDate.parse("2028-10-31"),
            "3.13", LocalDate.parse("2029-10-31"),
            "3.14", LocalDate.parse("2030-10-31"),
            "3.15", LocalDate.parse("2031-10-31")));

    private EndOfLife() {}

    /**
     * What is to be told; mostly nothing.
     *
     * @param python a minor version
     * @param distributions whether the interpreter is the distribution's, which goes on mending it for as long as it mends itself
     */
    public static List<String> of(Suite suite, String python, boolean distributions, Instant now) {
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        var told = new ArrayList<String>();
        suite(suite, today).ifPresent(told::add);
        Optional<LocalDate> ended = Optional.ofNullable(PYTHONS.get(python)).filter(today::isAfter);
        boolean mended = distributions
                && suite.longTermEnds().filter(end -> !today.isAfter(end)).isPresent();
        ended.map(end -> "CPython " + python + " is mended by nobody upstream since " + end
                        + (mended
                                ? "; `" + suite.os() + "` mends its own until "
                                        + suite.longTermEnds().orElseThrow()
                                : ": move to a newer `python`"))
                .ifPresent(told::add);
        return told;
    }

    private static Optional<String> suite(Suite suite, LocalDate today) {
        Optional<LocalDate> longTerm = suite.longTermEnds();
        if (longTerm.filter(today::isAfter).isPresent()) {
            return Optional.of(
                    "`" + suite.os() + "` has no security updates since " + longTerm.get() + ": move to a newer `os`");
        }
        return suite.supportEnds()
                .filter(today::isAfter)
                .map(end -> "`" + suite.os() + "` left its regular support on " + end
                        + "; long-term support, for fewer packages, ends on " + longTerm.orElse(end));
    }
}
