package dev.terrarium.testkit.world;

import dev.terrarium.archive.tar.TarEntry;
import dev.terrarium.archive.tar.TarWriter;
import dev.terrarium.oci.Digest;
import dev.terrarium.testkit.debian.DebWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An archive of an interpreter in the layout {@code install_only} of the standalone builds, with one file of each kind that somebody
 * decides about; the program is that of {@link TinyDebian}.
 *
 * @param files by path below {@code python}
 */
public record TinyStandalone(SortedMap<String, byte[]> files) {
    /** The version that it says it is. */
    public static final String VERSION = "3.13.7";

    public TinyStandalone {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** One that images can be made with. */
    public static TinyStandalone usual() {
        return new TinyStandalone(new TreeMap<>())
                .with("bin/python3.13", TinyDebian.interpreter())
                .with("bin/pip3", "#!/install/bin/python3.13")
                .with("include/python3.13/patchlevel.h", "#define PY_VERSION \"" + VERSION + "\"")
                .with("lib/libtcl8.6.so", "tcl")
                .with("lib/python3.13/os.py", "name = 'posix'")
                .with("lib/python3.13/ensurepip/__init__.py", "")
                .with("lib/python3.13/site-packages/pip/__init__.py", "")
                .with("lib/python3.13/test/test_os.py", "")
                .with("lib/python3.13/_sysconfigdata__linux_x86_64-linux-gnu.py", """
                        build_time_vars = {'EXT_SUFFIX': '.cpython-313-x86_64-linux-gnu.so',
                         'Py_GIL_DISABLED': 0,
                         'LIBDIR': '/install/lib',
                         'prefix': '/install'}
                        """);
    }

    public TinyStandalone with(String path, byte[] content) {
        var more = new TreeMap<>(files);
        more.put(path, content);
        return new TinyStandalone(more);
    }

    public TinyStandalone with(String path, String content) {
        return with(path, (content + "\n").getBytes(StandardCharsets.UTF_8));
    }

    public TinyStandalone without(String path) {
        var fewer = new TreeMap<>(files);
        fewer.remove(path);
        return new TinyStandalone(fewer);
    }

    /** The tar. */
    public byte[] tar() {
        var bytes = new ByteArrayOutputStream();
        try {
            var tar = new TarWriter(bytes, 0);
            for (var file : files.entrySet()) {
                int mode = file.getKey().startsWith("bin/") ? 0755 : 0644;
                tar.add(TarEntry.file("python/" + file.getKey(), mode, file.getValue().length), file.getValue());
            }
            tar.add(TarEntry.link("python/bin/python3", "python3.13"));
            tar.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Packed as published. */
    public byte[] gzip() {
        return DebWriter.gzip(tar());
    }

    /** The lines of a configuration that take an archive from a place. */
    public static String configuration(String place, byte[] archive) {
        return "python = \"3.13\"\ninterpreter = { archive = \"" + place + "\", sha256 = \""
                + Digest.ofBytes(archive).hex() + "\" }\n";
    }
}
