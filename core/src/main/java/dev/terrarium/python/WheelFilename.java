package dev.terrarium.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * The name of a wheel file taken apart; indexes and installers decide by it alone.
 *
 * @param build the build tag: a number, then any text; empty when there is none
 * @param tags all that the compressed tags stand for, sorted
 * @see <a href="https://packaging.python.org/en/latest/specifications/binary-distribution-format/">wheel format</a>
 */
public record WheelFilename(String text, PackageName name, Version version, String build, List<WheelTag> tags)
        implements Comparable<WheelFilename> {

    private static final String SUFFIX = ".whl";
    private static final int LONGEST = 512;
    private static final int MOST_TAGS = 1_000;

    public WheelFilename {
        tags = List.copyOf(tags);
    }

    /** Reads a file name without directories; one that does not follow the standard is no wheel. */
    public static WheelFilename read(String text) throws Malformed {
        if (text.length() > LONGEST || !text.endsWith(SUFFIX)) {
            throw bad(text);
        }
        String[] parts = text.substring(0, text.length() - SUFFIX.length()).split("-", -1);
        if (parts.length != 5 && parts.length != 6) {
            throw new Malformed("a wheel's name has 5 or 6 parts, `" + Malformed.shown(text) + "` has " + parts.length);
        }
        String build = parts.length == 6 ? parts[2] : "";
        if (parts.length == 6 && !isBuild(build)) {
            throw new Malformed("a wheel's build tag begins with a digit, not so in `" + Malformed.shown(text) + "`");
        }
        int first = parts.length - 3;
        return new WheelFilename(
                text,
                PackageName.parse(parts[0]).orElseThrow(() -> bad(text)),
                Version.parse(parts[1].replace('_', '-'))
                        .filter(it -> !parts[1].isBlank())
                        .orElseThrow(() -> bad(text)),
                build,
                tags(text, parts[first], parts[first + 1], parts[first + 2]));
    }

    private static List<WheelTag> tags(String text, String pythons, String abis, String platforms) throws Malformed {
        List<List<String>> sets = new ArrayList<>();
        long product = 1;
        for (String compressed : List.of(pythons, abis, platforms)) {
            if (!isTagSet(compressed)) {
                throw bad(text);
            }
            sets.add(List.of(compressed.toLowerCase(Locale.ROOT).split("\\.")));
            product *= sets.getLast().size();
        }
        if (product > MOST_TAGS) {
            throw new Malformed("a wheel's name with more than " + MOST_TAGS + " tags");
        }
        var tags = new TreeSet<WheelTag>();
        for (String python : sets.get(0)) {
            for (String abi : sets.get(1)) {
                sets.get(2).forEach(platform -> tags.add(new WheelTag(python, abi, platform)));
            }
        }
        return List.copyOf(tags);
    }

    /** By hand, and not by expressions: a large lock names many thousands of wheels. */
    private static boolean isTagSet(String text) {
        return isWord(text) && !text.startsWith(".") && !text.endsWith(".") && !text.contains("..");
    }

    private static boolean isBuild(String text) {
        return isWord(text) && text.charAt(0) >= '0' && text.charAt(0) <= '9';
    }

    private static boolean isWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '.') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static Malformed bad(String text) {
        return new Malformed("not a wheel's name: `" + Malformed.shown(text) + "`");
    }

    /** Of wheels that fit equally well, the one with the higher build tag is last; the name makes the order total. */
    @Override
    public int compareTo(WheelFilename other) {
        int order = Long.compare(buildNumber(), other.buildNumber());
        order = order != 0 ? order : build.compareTo(other.build);
        return order != 0 ? order : text.compareTo(other.text);
    }

    private long buildNumber() {
        int digits = 0;
        while (digits < build.length() && digits < 18 && Character.isDigit(build.charAt(digits))) {
            digits++;
        }
        return digits == 0 ? -1 : Long.parseLong(build.substring(0, digits));
    }

    @Override
    public String toString() {
        return text;
    }
}
