package dev.terrarium.elf;

import java.util.List;

/**
 * The versions of symbols that a binary wants from one library: {@code libc.so.6}: {@code GLIBC_2.17}, {@code GLIBC_2.34}.
 *
 * @param versions in the order of the file
 */
public record VersionNeed(String soname, List<String> versions) {
    public VersionNeed {
        versions = List.copyOf(versions);
    }
}
