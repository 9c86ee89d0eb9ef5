package dev.terrarium.lock;

import dev.terrarium.lock.Archive.Root;
import dev.terrarium.lock.DebugPins.WheelEntry;
import dev.terrarium.lock.LockFile.BuildRequirementEntry;
import dev.terrarium.lock.LockFile.PackageEntry;
import dev.terrarium.oci.Platform;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Brings the pins of a debug twin up to the image's own, which are facts to it: a twin never moves its image.
 *
 * <p>Not a part of {@link Locker}: whoever builds no twin must not have to ask an archive for one.
 */
public final class DebugLocker {
    private static final String ASKER = "debug";
    private static final String IMAGE = "os";

    /** The programs of the shell: what one reaches for first, in Debian's own packages, so that scanners know them. */
    private static final List<String> PACKAGES = List.of("coreutils", "dash", "findutils", "grep", "procps", "sed");

    private static final SortedSet<String> WHEELS = new TreeSet<>(List.of("debugpy", "py-spy"));

    private final Archive archive;
    private final Locker.BuildResolver wheels;

    /** @param wheels asked for one platform at a time, whose packages it is given */
    public DebugLocker(Archive archive, Locker.BuildResolver wheels) {
        this.archive = archive;
        this.wheels = wheels;
    }

    /**
     * @param platforms whose twins are wanted; pins of others that are there stay, brought up in the same way
     * @param moves names of entries that are to be taken as they are offered now
     */
    public DebugPins complete(LockFile lock, Collection<Platform> platforms, Predicate<String> moves)
            throws InterruptedException {
        var packages = new ArrayList<PackageEntry>();
        var found = new ArrayList<WheelEntry>();
        for (Platform platform : lock.inputs().platforms()) {
            if (platforms.contains(platform) || !lock.debug().packages(platform).isEmpty()) {
                packages.addAll(packages(platform, lock, moves));
                wheels(platform, lock, moves).forEach(wheel -> found.add(new WheelEntry(platform, wheel)));
            }
        }
        return new DebugPins(packages, found);
    }

    private List<PackageEntry> packages(Platform platform, LockFile lock, Predicate<String> moves)
            throws InterruptedException {
        List<PackageEntry> image = lock.packages(platform);
        Map<String, String> versions = versions(image);
        List<PackageEntry> known = lock.debug().packages(platform);
        if (known.stream().noneMatch(entry -> moves.test(entry.name())) && fit(known, versions)) {
            return known;
        }
        var pinned = new ArrayList<PackageEntry>();
        image.forEach(entry -> pinned.add(entry.withAskedBy(new TreeSet<>(List.of(IMAGE)))));
        known.stream()
                .filter(entry -> !moves.test(entry.name()) && !versions.containsKey(entry.name()))
                .forEach(pinned::add);
        var roots = new ArrayList<Root>();
        PACKAGES.forEach(name -> roots.add(new Root(ASKER, name)));
        roots.add(new Root(IMAGE, "libc6"));
        return archive.close(platform, roots, pinned).packages().stream()
                .filter(entry -> entry.askedBy().contains(ASKER))
                .filter(entry -> !isAlwaysThere(entry.name(), image))
                .map(entry -> entry.withAskedBy(new TreeSet<>(List.of(ASKER))))
                .toList();
    }

    /** Whether nothing has to be asked: all is pinned, and of a package that the image has too it is the image's version. */
    private static boolean fit(List<PackageEntry> known, Map<String, String> image) {
        var names = new TreeSet<>(image.keySet());
        known.forEach(entry -> names.add(entry.name()));
        return !known.isEmpty()
                && names.containsAll(PACKAGES)
                && known.stream()
                        .allMatch(entry -> image.getOrDefault(entry.name(), entry.version())
                                .equals(entry.version()));
    }

    private static Map<String, String> versions(List<PackageEntry> entries) {
        return entries.stream().collect(Collectors.toMap(PackageEntry::name, PackageEntry::version));
    }

    /** The base and the interpreter stay with the image whatever the project does; other packages may leave it. */
    private static boolean isAlwaysThere(String name, List<PackageEntry> image) {
        return image.stream()
                .filter(entry -> entry.name().equals(name))
                .anyMatch(entry ->
                        entry.askedBy().contains("os") || entry.askedBy().contains("python"));
    }

    private List<BuildRequirementEntry> wheels(Platform platform, LockFile lock, Predicate<String> moves)
            throws InterruptedException {
        List<BuildRequirementEntry> staying = lock.debug().wheels(platform).stream()
                .filter(entry -> !moves.test(entry.name()))
                .toList();
        var names = staying.stream().map(BuildRequirementEntry::name).collect(Collectors.toSet());
        return names.containsAll(WHEELS) ? staying : wheels.resolve(WHEELS, staying, lock.packages(platform));
    }
}
