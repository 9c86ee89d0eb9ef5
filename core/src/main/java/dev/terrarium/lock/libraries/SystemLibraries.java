package dev.terrarium.lock.libraries;

import dev.terrarium.elf.ElfFacts;
import dev.terrarium.elf.ElfFile;
import dev.terrarium.elf.Machine;
import dev.terrarium.elf.VersionNeed;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the operating system's packages provide so far: sonames, and the symbol versions behind each. */
final class SystemLibraries {
    private final Map<String, Set<String>> versions = new HashMap<>();

    SystemLibraries(List<ElfFacts> packages, Machine machine) {
        packages.stream()
                .flatMap(facts -> facts.files().stream())
                .filter(file -> file.elf().machine().equals(machine))
                .forEach(this::add);
    }

    private void add(ElfFile file) {
        versions.computeIfAbsent(file.loadedAs(), name -> new HashSet<>())
                .addAll(file.elf().definitions());
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
                .filter(version -> version.matches(java.util.regex.Pattern.quote(prefix) + "[0-9.]+"))
                .max(Comparator.comparing(version -> java.util.Arrays.stream(
                                version.substring(prefix.length()).split("\\."))
                        .map(part -> String.format(Locale.ROOT, "%09d", Integer.parseInt(part)))
                        .reduce("", (a, b) -> a + "." + b)));
    }
}
