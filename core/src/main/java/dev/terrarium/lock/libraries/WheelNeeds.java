package dev.terrarium.lock.libraries;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What known wheels ask of the system where no ELF header tells: {@code ctypes.util.find_library}, {@code dlopen} by name, programs that
 * are started; each row of {@code wheel-needs.tsv} names where the wheel's authors say so.
 */
final class WheelNeeds {
    private static final Map<String, List<Row>> TABLE =
            Table.rows("wheel-needs.tsv", 5).stream().map(Row::of).collect(Collectors.groupingBy(Row::wheel));

    private WheelNeeds() {}

    /** How much a wheel depends on it. */
    enum Grade {
        /** It cannot be imported, or does nothing of what it is for. */
        NEEDS,
        /** Something that not everybody uses does not work. */
        USES,
        /** A header asks for it, and the wheel works without it. */
        LACKS
    }

    /**
     * @param wheel normalised
     * @param name a soname or a program; with {@code *} at its end, everything that begins so
     * @param unless wheels that bring it in another way
     */
    record Row(String wheel, String name, Grade grade, Set<String> unless, String source) {
        private static Row of(List<String> row) {
            return new Row(
                    row.get(0),
                    row.get(1),
                    Grade.valueOf(row.get(2).toUpperCase(Locale.ROOT)),
                    Arrays.stream(row.get(3).split(" "))
                            .filter(name -> !name.isEmpty())
                            .collect(Collectors.toUnmodifiableSet()),
                    row.get(4));
        }

        private boolean means(String soname) {
            return name.endsWith("*") ? soname.startsWith(name.substring(0, name.length() - 1)) : soname.equals(name);
        }
    }

    /** What a wheel asks for in the company of others. */
    static List<Row> of(String wheel, Set<String> wheels, Grade grade) {
        return TABLE.getOrDefault(wheel, List.of()).stream()
                .filter(row -> row.grade() == grade && row.unless().stream().noneMatch(wheels::contains))
                .toList();
    }

    /** Whether a wheel is known to work without a library that it links against. */
    static boolean worksWithout(String wheel, String soname) {
        return of(wheel, Set.of(), Grade.LACKS).stream().anyMatch(row -> row.means(soname));
    }

    static List<Row> all() {
        return TABLE.values().stream().flatMap(List::stream).toList();
    }
}
