package dev.terrarium.lock.libraries;

import dev.terrarium.elf.ElfFile;
import dev.terrarium.elf.Machine;
import dev.terrarium.elf.VersionNeed;
import dev.terrarium.lock.libraries.NativeLibraries.SystemPackage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the operating system's packages provide so far: sonames, and the symbol versions behind each.
 *
 * <p>Only what the loader finds by name: a library in a directory of its own, a plug-in or one of several alternatives, is nobody's
 * answer.
 */
final class SystemLibraries {
    private static final Pattern SEARCHED = Pattern.compile("(usr/)?lib(32|64|x32)?(/[a-z0-9_]+-linux-gnu[a-z0-9]*)?");

    private final Map<String, Set<String>> versions = new HashMap<>();

    SystemLibraries(List<SystemPackage> packages, Machine machine) {
        packages.stream()
                .flatMap(one -> one.facts().files().stream())
                .filter(file -> file.elf().machine().equals(machine) && isSearched(file))
                .forEach(this::add);
    }

    private static boolean isSearched(ElfFile file) {
        return file.path()
                .parent()
                .filter(directory -> SEARCHED.matcher(directory.text()).matches())
                .isPresent();
    }

    private void add(ElfFile file) {
        versions.computeIfAbsent(file.loadedAs(), name -> new HashSet<>())
                .addAll(file.elf().definitions());
    }

    Set<String> names() {
        return versions.keySet();
    }

    boolean has(String soname) {
        return versions.containsKey(soname);
    }

    /** The versions of a need that the library does not define; none when it is not here, or defines no versions at all. */
    List<String> missing(VersionNeed need) {
        Set<String> defined = versions.getOrDefault(need.soname(), Set.of());
        return defined.isEmpty()
                ? List.of()
                : need.versions().stream()
                        .filter(version -> !defined.contains(version))
                        .toList();
    }

    /** The newest version of a row of them, {@code GLIBC_2.41} of {@code GLIBC_}, that a library defines. */
    Optional<String> newest(String soname, String prefix) {
        return versions.getOrDefault(soname, Set.of()).stream()
                .filter(version -> version.matches(Pattern.quote(prefix) + "[0-9.]+"))
                .max(Comparator.comparing(version -> Arrays.stream(
                                version.substring(prefix.length()).split("\\."))
                        .map(part -> String.format(Locale.ROOT, "%09d", Integer.parseInt(part)))
                        .reduce("", (a, b) -> a + "." + b)));
    }
}
