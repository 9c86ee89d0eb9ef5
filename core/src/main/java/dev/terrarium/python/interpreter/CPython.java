package dev.terrarium.python.interpreter;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What follows from a CPython's version alone: its tags, and the number at the start of its bytecode files.
 *
 * <p>The numbers are a table, since they cannot be computed and change only before a minor version's first release candidate.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Include/internal/pycore_magic_number.h">pycore_magic_number.h</a>
 */
public final class CPython {
    private static final Map<Integer, Integer> MAGIC =
            new TreeMap<>(Map.of(10, 3439, 11, 3495, 12, 3531, 13, 3571, 14, 3627, 15, 3666));

    private static final Pattern VERSION = Pattern.compile("3\\.([0-9]{1,2})\\.([0-9]{1,3})");

    private CPython() {}

    /** The magic of {@code 3.minor}, if this program knows that version. */
    public static OptionalInt magic(int minor) {
        Integer magic = MAGIC.get(minor);
        return magic == null ? OptionalInt.empty() : OptionalInt.of(magic);
    }

    /**
     * @param version {@code 3.13.5}
     * @param multiarch as in the names of extension modules: {@code x86_64-linux-gnu}
     * @throws IllegalArgumentException when it is no version of a release, or not one that this program knows
     */
    public static Interpreter of(String provider, String version, String multiarch) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not the version of a CPython: `" + version + "`");
        }
        int minor = Integer.parseInt(matcher.group(1));
        int magic = magic(minor)
                .orElseThrow(() -> new IllegalArgumentException("no bytecode magic is known for CPython 3." + minor));
        return new Interpreter(
                provider,
                3,
                minor,
                Integer.parseInt(matcher.group(2)),
                "cp3" + minor,
                "cpython-3" + minor,
                magic,
                ".cpython-3" + minor + "-" + multiarch + ".so");
    }
}
