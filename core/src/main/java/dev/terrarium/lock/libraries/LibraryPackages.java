package dev.terrarium.lock.libraries;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which Debian package brings a library, for the libraries that a wheel may expect of any system.
 *
 * <p>Those are the ones that the manylinux policies allow a wheel not to carry; anything else has to be in some wheel. A table and
 * not the archive's {@code Contents} file, which has 12 MB and knows no sonames. Where a name differs
 * between suites, it is because of the change to 64-bit time.
 *
 * @see <a href="https://github.com/pypa/auditwheel/tree/main/src/auditwheel/policy">auditwheel's policies</a>
 */
final class LibraryPackages {
    private static final Map<String, String> EVERYWHERE = Map.ofEntries(
            Map.entry("libGL.so.1", "libgl1"),
            Map.entry("libICE.so.6", "libice6"),
            Map.entry("libSM.so.6", "libsm6"),
            Map.entry("libX11.so.6", "libx11-6"),
            Map.entry("libXext.so.6", "libxext6"),
            Map.entry("libXrender.so.1", "libxrender1"),
            Map.entry("libanl.so.1", "libc6"),
            Map.entry("libatomic.so.1", "libatomic1"),
            Map.entry("libc.so.6", "libc6"),
            Map.entry("libcrypt.so.1", "libcrypt1"),
            Map.entry("libdl.so.2", "libc6"),
            Map.entry("libexpat.so.1", "libexpat1"),
            Map.entry("libgcc_s.so.1", "libgcc-s1"),
            Map.entry("libm.so.6", "libc6"),
            Map.entry("libmvec.so.1", "libc6"),
            Map.entry("libnsl.so.1", "libc6"),
            Map.entry("libpthread.so.0", "libc6"),
            Map.entry("libresolv.so.2", "libc6"),
            Map.entry("librt.so.1", "libc6"),
            Map.entry("libstdc++.so.6", "libstdc++6"),
            Map.entry("libutil.so.1", "libc6"),
            Map.entry("libz.so.1", "zlib1g"));

    private static final Set<String> GLIB = Set.of("libglib-2.0.so.0", "libgobject-2.0.so.0", "libgthread-2.0.so.0");

    /** What the machine's driver puts into a container when it starts; no image may bring it. */
    private static final List<String> FROM_THE_HOST =
            List.of("libcuda.so.", "libnvidia-ml.so.", "libnvcuvid.so.", "libnvidia-encode.so.", "libnvoptix.so.");

    private static final Set<String> BEFORE_64_BIT_TIME = Set.of("bookworm", "jammy");

    private final String glib;

    private LibraryPackages(String glib) {
        this.glib = glib;
    }

    /** @param suite {@code trixie}; one that is not known is taken for a newer one */
    static LibraryPackages of(String suite) {
        return new LibraryPackages(BEFORE_64_BIT_TIME.contains(suite) ? "libglib2.0-0" : "libglib2.0-0t64");
    }

    Optional<String> packageOf(String soname) {
        return GLIB.contains(soname) ? Optional.of(glib) : Optional.ofNullable(EVERYWHERE.get(soname));
    }

    static boolean comesFromTheHost(String soname) {
        return FROM_THE_HOST.stream().anyMatch(soname::startsWith);
    }
}
