package dev.terrarium.testkit.world;

import dev.terrarium.oci.Platform;
import dev.terrarium.python.interpreter.CPython;
import dev.terrarium.testkit.debian.Deb;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * The packages of trixie that every image has, each with the few files that somebody looks for, and a CPython that compiles nothing.
 *
 * <p>Not Debian's own packages: they would be 20 MB from a mirror that may be away, and the real compiler takes seconds. An image of
 * these has the shape of a real one and starts nothing. The interpreter stands for the C library's loader too, so that it runs
 * wherever a test does, with namespaces or without; tests run on amd64, so those of arm64 have it too. Its source, and how it is made, is in {@code interpreter.c}.
 */
public final class TinyDebian {
    /** The version of all packages of the C library. */
    public static final String LIBC = "2.41-12";

    /** The version of all packages of CPython. */
    public static final String PYTHON = "3.13.5-2";

    private static final String CERTIFICATE =
            "-----BEGIN CERTIFICATE-----\nbm90aGluZyBhdCBhbGw=\n-----END CERTIFICATE-----\n";

    private TinyDebian() {}

    /** The base, CPython 3.13, and the packages that {@code shell} means, for amd64. */
    public static List<Deb> debs() {
        return debs(Platform.AMD64);
    }

    /** The same for any platform. */
    public static List<Deb> debs(Platform platform) {
        return packages("usr" + platform.loader()).stream()
                .map(deb -> deb.architecture().equals("all") ? deb : deb.forArchitecture(platform.architecture()))
                .toList();
    }

    private static List<Deb> packages(String loader) {
        byte[] interpreter = interpreter();
        return List.of(
                Deb.of("base-files", "13.8+deb13u1")
                        .withFile(
                                "usr/lib/os-release",
                                "PRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\nID=debian\nVERSION_ID=\"13\"\n")
                        .withFile("usr/share/doc/base-files/copyright", "public domain\n"),
                Deb.of("ca-certificates", "20250419")
                        .forArchitecture("all")
                        .withFile("usr/share/ca-certificates/example/Nobody.crt", CERTIFICATE),
                Deb.of("libc-bin", LIBC)
                        .with("Depends", "libc6 (>= 2.41)")
                        .with("Source", "glibc")
                        .withFile("etc/ld.so.conf", "include /etc/ld.so.conf.d/*.conf\n")
                        .withFile("usr/lib/locale/C.utf8/LC_CTYPE", "a locale")
                        .withFile("usr/share/libc-bin/nsswitch.conf", "hosts: files dns\n"),
                Deb.of("libc6", LIBC).with("Source", "glibc").withFile(loader, interpreter, 0755),
                Deb.of("netbase", "6.5").forArchitecture("all").withFile("etc/protocols", "tcp 6 TCP\n"),
                Deb.of("tzdata", "2026a-0+deb13u1")
                        .forArchitecture("all")
                        .withFile("usr/share/zoneinfo/Etc/UTC", "TZif2"),
                python("libpython3.13-minimal").withFile("usr/lib/python3.13/os.py", "name = 'posix'\n"),
                python("libpython3.13-stdlib")
                        .with("Depends", "libpython3.13-minimal (= " + PYTHON + "), tzdata")
                        .withFile("usr/lib/python3.13/json/__init__.py", "def loads(text): ...\n"),
                python("python3.13-minimal")
                        .with("Depends", "libpython3.13-minimal (= " + PYTHON + "), libc6 (>= 2.38)")
                        .withFile("usr/bin/python3.13", interpreter, 0755),
                Deb.of("dash", "0.5.12-12").with("Depends", "libc6").withFile("usr/bin/dash", interpreter, 0755),
                Deb.of("coreutils", "9.7-3").with("Depends", "libc6").withFile("usr/bin/ls", interpreter, 0755));
    }

    private static Deb python(String name) {
        return Deb.of(name, PYTHON).with("Source", "python3.13");
    }

    /** The same interpreter for another minor version of CPython: what it answers begins with that version's magic number. */
    static byte[] interpreter(String python) {
        byte[] program = interpreter();
        byte[] before = magic("3.13");
        byte[] after = magic(python);
        for (int at = 0; at + before.length <= program.length; at++) {
            if (Arrays.equals(program, at, at + before.length, before, 0, before.length)) {
                System.arraycopy(after, 0, program, at, after.length);
            }
        }
        return program;
    }

    private static byte[] magic(String python) {
        int magic =
                CPython.magic(Integer.parseInt(python.substring("3.".length()))).orElseThrow();
        return new byte[] {(byte) magic, (byte) (magic >> 8), '\r', '\n'};
    }

    /** A static program that answers the bytecode compiler's requests, whatever its arguments. */
    public static byte[] interpreter() {
        try (InputStream in = TinyDebian.class.getResourceAsStream("interpreter.hex")) {
            String hex = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(hex.replace("\n", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
