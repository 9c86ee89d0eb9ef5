package dev.terrarium.cli.line;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and ages as people type them: {@code 10G}, {@code 500M}, {@code 30d}, {@code 12h}. */
public final class Quantities {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(B|kB|K|k|MB|M|GB|G|TB|T)?");
    private static final Pattern AGE = Pattern.compile("([0-9]{1,6})(s|m|h|d|w)");

    private Quantities() {}

    /** Bytes; units are decimal, as everywhere in this program's output. */
    public static long bytes(String option, String written) {
        Matcher size = SIZE.matcher(written);
        if (!size.matches()) {
            throw new UsageError(
                    "`" + written + "` is no size for `--" + option + "`", "write a number and a unit: `500M`, `10G`");
        }
        long number = Long.parseLong(size.group(1));
        String unit = size.group(2) == null ? "B" : size.group(2);
        return switch (unit.charAt(0)) {
            case 'k', 'K' -> number * 1000L;
            case 'M' -> number * 1_000_000L;
            case 'G' -> number * 1_000_000_000L;
            case 'T' -> number * 1_000_000_000_000L;
            default -> number;
        };
    }

    public static Duration age(String option, String written) {
        Matcher age = AGE.matcher(written);
        if (!age.matches()) {
            throw new UsageError(
                    "`" + written + "` is no age for `--" + option + "`", "write a number and a unit: `12h`, `30d`");
        }
        long number = Long.parseLong(age.group(1));
        return switch (age.group(2).charAt(0)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            case 'w' -> Duration.ofDays(7 * number);
            default -> Duration.ofDays(number);
        };
    }
}
