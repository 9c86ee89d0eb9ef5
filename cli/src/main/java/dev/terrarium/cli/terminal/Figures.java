package dev.terrarium.cli.terminal;

import java.time.Duration;

/**
 * Sizes and times as people read them: {@code 38.2 MB}, {@code 1.9 s}.
 *
 * <p>By hand and not with {@code String.format}, which depends on the locale and costs every start thirty milliseconds. Units
 * are decimal, as on a registry's invoice.
 */
public final class Figures {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Figures() {}

    /** Bytes with one digit after the point, and none below a kilobyte. */
    public static String bytes(long count) {
        if (count < 1000) {
            return count + " B";
        }
        long tenths = count;
        int unit = 0;
        while (tenths >= 999_950) {
            tenths /= 1000;
            unit++;
        }
        tenths = (tenths + 50) / 100;
        return tenths / 10 + "." + tenths % 10 + " " + UNITS[unit + 1];
    }

    /** Milliseconds below a tenth of a second, else seconds with one digit, else minutes and seconds. */
    public static String duration(Duration time) {
        long millis = time.toMillis();
        if (millis < 100) {
            return millis + " ms";
        }
        long tenths = (millis + 50) / 100;
        if (tenths < 600) {
            return tenths / 10 + "." + tenths % 10 + " s";
        }
        long seconds = (millis + 500) / 1000;
        return seconds / 60 + " min " + seconds % 60 + " s";
    }

    /** {@code 1 package}, {@code 41 packages}: nouns whose plural ends in s. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
