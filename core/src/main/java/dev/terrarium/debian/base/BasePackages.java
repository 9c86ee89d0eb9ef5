package dev.terrarium.debian.base;

import java.util.List;

/**
 * The packages that every image has, and those that a shell means; what they depend on comes with them.
 *
 * <p>The base holds what any glibc program may expect of its system and no program of its own that a service would start: the C
 * library with {@code C.UTF-8}, names of protocols and services, time zones, certificate authorities, the release's name.
 */
public final class BasePackages {
    /** The same in every suite. */
    public static final List<String> BASE =
            List.of("base-files", "ca-certificates", "libc-bin", "libc6", "netbase", "tzdata");

    /** {@code /bin/sh} and the commands without which nobody gets far in it. */
    public static final List<String> SHELL = List.of("coreutils", "dash");

    private BasePackages() {}
}
