package dev.terrarium.lock.libraries;

import dev.terrarium.elf.Elf;
import dev.terrarium.elf.ElfFile;
import dev.terrarium.elf.Machine;
import dev.terrarium.lock.libraries.NativeLibraries.WheelFacts;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the wheels of one environment provide to each other: libraries at paths that a binary names, and libraries that are loaded
 * already when another asks for their soname.
 *
 * <p>A library of the same environment counts even where no path leads to it: wheels preload their own, and those of their
 * dependencies, before they import what needs them.
 */
final class WheelLibraries {
    private final Set<String> paths = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    WheelLibraries(List<WheelFacts> wheels, Machine machine) {
        wheels.stream()
                .flatMap(wheel -> wheel.facts().files().stream())
                .filter(file -> file.elf().machine().equals(machine))
                .forEach(file -> {
                    paths.add(file.path().text());
                    names.add(file.path().name());
                    names.add(file.loadedAs());
                });
    }

    /** Whether a wheel has a library of this name somewhere. */
    boolean has(String soname) {
        return names.contains(soname);
    }

    boolean provide(ElfFile user, String needed) {
        if (needed.indexOf('/') >= 0) {
            return paths.contains(absolute(user, needed));
        }
        Elf elf = user.elf();
        List<String> directories = elf.runpath().isEmpty() ? elf.rpath() : elf.runpath();
        return names.contains(needed)
                || directories.stream().anyMatch(directory -> paths.contains(absolute(user, directory + "/" + needed)));
    }

    private static String absolute(ElfFile user, String path) {
        String origin = user.path().parent().map(parent -> "/" + parent).orElse("");
        String text = path.replace("${ORIGIN}", origin).replace("$ORIGIN", origin);
        var components = new ArrayDeque<String>();
        for (String component : text.split("/")) {
            if (component.equals("..")) {
                components.pollLast();
            } else if (!component.isEmpty() && !component.equals(".")) {
                components.addLast(component);
            }
        }
        return String.join("/", components);
    }
}
