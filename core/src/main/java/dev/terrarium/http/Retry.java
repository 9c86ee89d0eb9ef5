package dev.terrarium.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How often and after how long a request is repeated; the only place that decides it.
 *
 * <p>Waits double and are spread, so that many builds do not come back at the same moment; a server that says when to come back
 * is obeyed, unless that is later than anybody would wait.
 *
 * @param attempts in a row that bring nothing, the first included
 * @param first wait
 * @param longest wait that is made up here; what a server asks for may be longer
 * @param budget all waits of one request together
 */
public record Retry(int attempts, Duration first, Duration longest, Duration budget) {
    /** Outlasts a restart of a server, and is over before a person has given up. */
    public static final Retry USUAL =
            new Retry(5, Duration.ofMillis(500), Duration.ofSeconds(8), Duration.ofMinutes(2));

    public Retry {
        if (attempts < 1 || first.isNegative() || longest.compareTo(first) < 0 || budget.isNegative()) {
            throw new IllegalArgumentException("not a policy: " + attempts + ", " + first + ", " + longest);
        }
    }

    /**
     * How long to wait now, or empty to give up.
     *
     * @param failures in a row so far, at least 1
     * @param asked what the server asked for
     * @param waited so far, for this request
     */
    Optional<Duration> wait(int failures, Optional<Duration> asked, Duration waited, RandomGenerator jitter) {
        if (failures >= attempts) {
            return Optional.empty();
        }
        long doubled = first.toMillis() << Math.min(failures - 1, 20);
        long most = Math.min(doubled, longest.toMillis());
        Duration own = Duration.ofMillis(most / 2 + Math.round(jitter.nextDouble() * most / 2));
        Duration wait = asked.filter(time -> time.compareTo(own) > 0).orElse(own);
        return waited.plus(wait).compareTo(budget) > 0 ? Optional.empty() : Optional.of(wait);
    }

    /** Reads {@code Retry-After}: seconds, or a date. Anything else counts as not said. */
    static Optional<Duration> after(String header, Instant now) {
        if (!header.isEmpty() && header.length() < 9 && header.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(header)));
        }
        try {
            Instant then = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                    .toInstant();
            return Optional.of(Duration.between(now, then)).filter(wait -> !wait.isNegative());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
