package dev.terrarium.lock.libraries;

import dev.terrarium.elf.Machine;
import dev.terrarium.lock.libraries.NativeLibraries.SystemPackage;
import dev.terrarium.oci.Platform;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which package brings what wheels need: the one that is locked for it, else the one of the table that the suite has, else the one
 * that owns such a file.
 *
 * <p>The lock comes first, so that neither another table nor another archive moves what was answered once.
 */
final class Answers {
    private static final Comparator<String> LIKELIEST = Comparator.comparing(
                    (String name) -> name.endsWith("-dev") || name.endsWith("-dbg"))
            .thenComparing(name -> !name.startsWith("lib"))
            .thenComparingInt(String::length)
            .thenComparing(Comparator.naturalOrder());

    private final Platform platform;
    private final PackageSource source;
    private final Set<String> lockedNames = new HashSet<>();
    private final Map<String, String> locked = new HashMap<>();
    private final Map<String, String> owners = new HashMap<>();

    /** @param locked packages that are in the lock because wheels asked for them */
    Answers(Platform platform, List<SystemPackage> locked, PackageSource source) {
        this.platform = platform;
        this.source = source;
        Machine machine = Machine.of(platform.architecture());
        for (SystemPackage one : locked) {
            lockedNames.add(one.name());
            new SystemLibraries(List.of(one), machine).names().forEach(name -> this.locked.put(name, one.name()));
        }
    }

    /** Looks up at once all that neither the lock nor the table knows. */
    void prepare(Set<String> names) throws InterruptedException {
        SortedMap<String, String> paths = new TreeMap<>();
        for (String name : names) {
            if (!locked.containsKey(name) && PackageNames.of(name).isEmpty()) {
                pathsOf(name).forEach(path -> paths.put(path, name));
            }
        }
        if (paths.isEmpty()) {
            return;
        }
        SortedMap<String, SortedSet<String>> found = source.owners(new TreeSet<>(paths.keySet()));
        for (var path : found.entrySet()) {
            for (String owner : path.getValue().stream().sorted(LIKELIEST).toList()) {
                if (source.has(owner)) {
                    owners.putIfAbsent(paths.get(path.getKey()), owner);
                }
            }
        }
    }

    private List<String> pathsOf(String name) {
        return name.startsWith("/")
                ? List.of(name.substring(1))
                : List.of(
                        "usr/lib/" + platform.multiarch() + "/" + name,
                        "usr/lib/" + name,
                        "lib/" + platform.multiarch() + "/" + name,
                        "lib/" + name);
    }

    Optional<String> packageOf(String name) throws InterruptedException {
        if (locked.containsKey(name)) {
            return Optional.of(locked.get(name));
        }
        List<String> candidates = PackageNames.of(name);
        for (String candidate : candidates) {
            if (lockedNames.contains(candidate)) {
                return Optional.of(candidate);
            }
        }
        for (String candidate : candidates) {
            if (source.has(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.ofNullable(owners.get(name));
    }
}
