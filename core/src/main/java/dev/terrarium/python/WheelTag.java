package dev.terrarium.python;

import java.util.Comparator;

/**
 * What a wheel was built for: {@code cp313-cp313-manylinux_2_17_x86_64}.
 *
 * @see <a href="https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/">compatibility tags</a>
 */
public record WheelTag(String python, String abi, String platform) implements Comparable<WheelTag> {
    private static final Comparator<WheelTag> ORDER =
            Comparator.comparing(WheelTag::python).thenComparing(WheelTag::abi).thenComparing(WheelTag::platform);

    @Override
    public int compareTo(WheelTag other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return python + "-" + abi + "-" + platform;
    }
}
