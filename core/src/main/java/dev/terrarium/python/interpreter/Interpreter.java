package dev.terrarium.python.interpreter;

/**
 * A CPython as far as packages and bytecode depend on it.
 *
 * @param provider who made it: {@code debian}
 * @param abiTag as in wheel tags: {@code cp313}
 * @param cacheTag as in {@code __pycache__}: {@code cpython-313}
 * @param magic the number at the start of its bytecode files, without the {@code \r\n}: 3571
 * @param extensionSuffix {@code EXT_SUFFIX}: {@code .cpython-313-x86_64-linux-gnu.so}
 */
public record Interpreter(
        String provider,
        int major,
        int minor,
        int patch,
        String abiTag,
        String cacheTag,
        int magic,
        String extensionSuffix) {

    /** {@code 3.13}. */
    public String minorVersion() {
        return major + "." + minor;
    }

    /** {@code 3.13.5}. */
    public String fullVersion() {
        return major + "." + minor + "." + patch;
    }
}
