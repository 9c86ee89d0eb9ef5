package dev.terrarium.python;

import dev.terrarium.oci.Platform;

/**
 * What wheels are chosen for: a CPython, a machine, a glibc.
 *
 * <p>Not the interpreter's record: a target must be known before any interpreter is fetched, and two interpreters of one release
 * take the same wheels.
 *
 * @param minor of Python 3: 13
 * @param patch of Python 3.13: 5
 * @param glibcMinor of glibc 2: 41
 */
public record Target(int minor, int patch, Platform platform, int glibcMinor) {
    public Target {
        if (minor < 2 || minor > 99 || patch < 0 || glibcMinor < 0 || glibcMinor > 999) {
            throw new IllegalArgumentException("not a target: 3." + minor + "." + patch + ", glibc 2." + glibcMinor);
        }
    }

    /** {@code 3.13.5}. */
    public Version python() {
        return Version.of("3." + minor + "." + patch);
    }

    /** {@code CPython 3.13 on linux/amd64 with glibc 2.41}, as it stands in messages. */
    @Override
    public String toString() {
        return "CPython 3." + minor + " on " + platform + " with glibc 2." + glibcMinor;
    }
}
