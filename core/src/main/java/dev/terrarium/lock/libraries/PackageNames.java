package dev.terrarium.lock.libraries;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which Debian packages may bring a library or a program: the table {@code debian-packages.tsv}.
 *
 * <p>A table and not the archive's {@code Contents} file, which has twelve megabytes and is asked for what is not here. Where a name
 * differs between suites, all names stand in the row and the suite decides.
 */
final class PackageNames {
    /** What the machine's driver puts into a container when it starts; no image may bring it. */
    private static final List<String> FROM_THE_HOST =
            List.of("libcuda.so.", "libnvidia-ml.so.", "libnvcuvid.so.", "libnvidia-encode.so.", "libnvoptix.so.");

    private static final Map<String, List<String>> TABLE = read();

    private PackageNames() {}

    private static Map<String, List<String>> read() {
        var table = new TreeMap<String, List<String>>();
        Table.rows("debian-packages.tsv", 2)
                .forEach(row -> table.put(row.get(0), List.of(row.get(1).split(" "))));
        return table;
    }

    /** The names that a package with this library or program has, the newest suite's first; none when it is not in the table. */
    static List<String> of(String name) {
        return TABLE.getOrDefault(name, List.of());
    }

    /** Every name of the table. */
    static List<String> all() {
        return new ArrayList<>(TABLE.keySet());
    }

    static boolean comesFromTheHost(String soname) {
        return FROM_THE_HOST.stream().anyMatch(soname::startsWith);
    }
}
