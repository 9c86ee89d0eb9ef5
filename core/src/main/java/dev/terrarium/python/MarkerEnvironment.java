package dev.terrarium.python;

import dev.terrarium.oci.Platform;

/**
 * What markers are evaluated against: a CPython on Linux, described without running it.
 *
 * <p>{@code platform_release} and {@code platform_version} are empty: they would be those of the machine that builds, and an
 * image runs on others.
 *
 * @param pythonFullVersion {@code 3.13.5}
 * @param pythonVersion {@code 3.13}
 * @param machine {@code x86_64}
 */
public record MarkerEnvironment(String pythonFullVersion, String pythonVersion, String machine) {

    public static MarkerEnvironment of(Target target) {
        return of(target.minor(), target.patch(), target.platform());
    }

    public static MarkerEnvironment of(int minor, int patch, Platform platform) {
        return new MarkerEnvironment("3." + minor + "." + patch, "3." + minor, platform.machine());
    }

    String value(MarkerVariable variable) {
        return switch (variable) {
            case PYTHON_VERSION -> pythonVersion;
            case PYTHON_FULL_VERSION, IMPLEMENTATION_VERSION -> pythonFullVersion;
            case OS_NAME -> "posix";
            case SYS_PLATFORM -> "linux";
            case PLATFORM_MACHINE -> machine;
            case PLATFORM_SYSTEM -> "Linux";
            case PLATFORM_PYTHON_IMPLEMENTATION -> "CPython";
            case IMPLEMENTATION_NAME -> "cpython";
            case PLATFORM_RELEASE, PLATFORM_VERSION -> "";
            case EXTRA, EXTRAS, DEPENDENCY_GROUPS ->
                throw new IllegalArgumentException("extras and groups are no part of an environment");
        };
    }
}
