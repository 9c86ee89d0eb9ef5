package dev.terrarium.lock;

import dev.terrarium.lock.LockFile.BuildRequirementEntry;
import dev.terrarium.lock.LockFile.PackageEntry;
import dev.terrarium.oci.Platform;
import java.util.Comparator;
import java.util.List;

/**
 * What a debug twin holds beyond its image: a shell and the tools for looking into a process.
 *
 * <p>Apart from the image's own entries, so that the image is the same whether or not anybody ever made its twin.
 *
 * @param packages .debs; some may be the image's own as well, under the same name
 * @param wheels debugger and profiler
 */
public record DebugPins(List<PackageEntry> packages, List<WheelEntry> wheels) {
    public static final DebugPins NONE = new DebugPins(List.of(), List.of());

    /** A wheel of one platform. */
    public record WheelEntry(Platform platform, BuildRequirementEntry wheel) {}

    public DebugPins {
        packages = packages.stream()
                .sorted(Comparator.comparing(PackageEntry::platform).thenComparing(PackageEntry::name))
                .toList();
        wheels = wheels.stream()
                .sorted(Comparator.comparing(WheelEntry::platform)
                        .thenComparing(entry -> entry.wheel().name()))
                .toList();
    }

    public boolean isEmpty() {
        return packages.isEmpty() && wheels.isEmpty();
    }

    public List<PackageEntry> packages(Platform platform) {
        return packages.stream().filter(entry -> entry.platform() == platform).toList();
    }

    public List<BuildRequirementEntry> wheels(Platform platform) {
        return wheels.stream()
                .filter(entry -> entry.platform() == platform)
                .map(WheelEntry::wheel)
                .toList();
    }
}
