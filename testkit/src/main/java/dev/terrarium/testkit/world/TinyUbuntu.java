package dev.terrarium.testkit.world;

import dev.terrarium.testkit.debian.Deb;
import java.util.Arrays;
import java.util.List;

/**
 * {@link TinyDebian} as Ubuntu would have it: the same packages under the same names, but their members compressed by zstd, another
 * CPython, another {@code os-release}, and the zones of time in {@code universe}, so that more than one component is needed.
 */
public final class TinyUbuntu {
    private TinyUbuntu() {}

    /**
     * For amd64.
     *
     * @param python the minor version: {@code 3.12}
     */
    public static List<Deb> debs(String python) {
        return TinyDebian.debs().stream()
                .map(deb -> renamed(deb, python))
                .map(deb -> deb.name().equals("base-files") ? release(deb) : deb)
                .map(deb -> deb.name().equals("tzdata") ? deb.with("Section", "universe/localization") : deb)
                .map(deb -> deb.compressedBy(Deb.Compression.ZSTD))
                .toList();
    }

    private static Deb release(Deb deb) {
        return deb.withFile(
                "usr/lib/os-release", "PRETTY_NAME=\"Ubuntu 24.04.3 LTS\"\nID=ubuntu\nVERSION_ID=\"24.04\"\n");
    }

    /** A package of {@link TinyDebian} as it is where CPython is of another minor version. */
    public static Deb renamed(Deb deb, String python) {
        boolean isPython = deb.version().equals(TinyDebian.PYTHON);
        String version = isPython ? python + ".3-1" : deb.version();
        var other = Deb.of(deb.name().replace("3.13", python), version).forArchitecture(deb.architecture());
        for (var field : deb.fields().entrySet()) {
            String value = field.getValue().replace(TinyDebian.PYTHON, version);
            other = other.with(field.getKey(), isPython ? value.replace("3.13", python) : value);
        }
        for (var file : deb.files().entrySet()) {
            if (file.getValue() instanceof Deb.Item.Plain(byte[] content, int mode)) {
                byte[] theirs =
                        Arrays.equals(content, TinyDebian.interpreter()) ? TinyDebian.interpreter(python) : content;
                other = other.withFile(file.getKey().replace("3.13", python), theirs, mode);
            }
        }
        return other;
    }
}
