package dev.terrarium.debian.archive;

import dev.terrarium.debian.release.Release;
import dev.terrarium.debian.source.Location;
import dev.terrarium.debian.source.Repository;
import java.util.List;

/**
 * A suite whose Release file was believed.
 *
 * @param name as it was asked for, and as locks have it: {@code trixie-updates}, {@code deadsnakes/jammy}
 * @param components the parts of it that are read
 * @param location the archive that served it
 */
public record VerifiedSuite(String name, List<String> components, Location location, Release release) {
    public VerifiedSuite {
        components = List.copyOf(components);
    }

    /** From the archive's root. */
    String directory() {
        return "dists/" + Repository.suiteIn(name) + "/";
    }
}
