package dev.terrarium.python;

import dev.terrarium.oci.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The tags that a target accepts, in order of preference.
 *
 * <p>Not a list that is searched: CPython 3.13 on Debian accepts more than 500 tags. They are rows (interpreter and ABI) times
 * columns (platforms), and a tag's rank is found by two look-ups.
 *
 * @see <a href="https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/">compatibility tags</a>
 */
public final class CompatibleTags {
    private static final String ANY = "any";
    private static final int OLDEST_STABLE_ABI = 2;

    private final Target target;
    private final Map<String, Integer> rows = new HashMap<>();
    private final Map<String, Integer> pureRows = new HashMap<>();
    private final Map<String, Integer> columns = new HashMap<>();
    private final List<WheelTag> ordered = new ArrayList<>();

    private CompatibleTags(Target target) {
        this.target = target;
        List<String> platforms = platforms(target.platform(), target.glibcMinor());
        platforms.forEach(platform -> columns.put(platform, columns.size()));
        for (String row : nativeRows(target.minor())) {
            rows.put(row, rows.size());
            platforms.forEach(platform -> ordered.add(tag(row, platform)));
        }
        for (String row : pureRows(target.minor())) {
            pureRows.put(row, pureRows.size());
            ordered.add(tag(row, ANY));
        }
    }

    public static CompatibleTags of(Target target) {
        return new CompatibleTags(target);
    }

    public Target target() {
        return target;
    }

    /** All of them, the best first. */
    public List<WheelTag> inOrder() {
        return List.copyOf(ordered);
    }

    /** How far from the best a tag is; empty when it is not accepted. */
    public OptionalInt rank(WheelTag tag) {
        Integer row = (tag.platform().equals(ANY) ? pureRows : rows).get(tag.python() + "-" + tag.abi());
        if (row == null) {
            return OptionalInt.empty();
        }
        if (tag.platform().equals(ANY)) {
            return OptionalInt.of(rows.size() * columns.size() + row);
        }
        Integer column = columns.get(tag.platform());
        return column == null ? OptionalInt.empty() : OptionalInt.of(row * columns.size() + column);
    }

    /** The best rank of all the wheel's tags; empty when it does not fit. */
    public OptionalInt rank(WheelFilename wheel) {
        return wheel.tags().stream()
                .map(this::rank)
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .min();
    }

    boolean acceptsPython(WheelTag tag) {
        String row = tag.python() + "-" + tag.abi();
        return rows.containsKey(row) || pureRows.containsKey(row);
    }

    boolean acceptsPlatform(WheelTag tag) {
        return tag.platform().equals(ANY) || columns.containsKey(tag.platform());
    }

    private static WheelTag tag(String row, String platform) {
        int dash = row.indexOf('-');
        return new WheelTag(row.substring(0, dash), row.substring(dash + 1), platform);
    }

    private static List<String> nativeRows(int minor) {
        String own = "cp3" + minor;
        var rows = new ArrayList<>(List.of(own + "-" + own, own + "-abi3", own + "-none"));
        for (int older = minor - 1; older >= OLDEST_STABLE_ABI; older--) {
            rows.add("cp3" + older + "-abi3");
        }
        generic(minor).forEach(python -> rows.add(python + "-none"));
        return rows;
    }

    private static List<String> pureRows(int minor) {
        var rows = new ArrayList<>(List.of("cp3" + minor + "-none"));
        generic(minor).forEach(python -> rows.add(python + "-none"));
        return rows;
    }

    private static List<String> generic(int minor) {
        var pythons = new ArrayList<>(List.of("py3" + minor, "py3"));
        for (int older = minor - 1; older >= 0; older--) {
            pythons.add("py3" + older);
        }
        return pythons;
    }

    /** Plain {@code linux_…} is last: on an index it is somebody's local build. */
    private static List<String> platforms(Platform platform, int glibcMinor) {
        String machine = platform.machine();
        int oldest = platform == Platform.AMD64 ? 5 : 17;
        var platforms = new ArrayList<String>();
        for (int glibc = glibcMinor; glibc >= oldest; glibc--) {
            platforms.add("manylinux_2_" + glibc + "_" + machine);
            switch (glibc) {
                case 17 -> platforms.add("manylinux2014_" + machine);
                case 12 -> platforms.add("manylinux2010_" + machine);
                case 5 -> platforms.add("manylinux1_" + machine);
                default -> {}
            }
        }
        platforms.add("linux_" + machine);
        return platforms;
    }
}
