package dev.terrarium.debian.archive;

import dev.terrarium.debian.release.Release;
import dev.terrarium.debian.source.Location;

/**
 * A suite whose Release file was believed.
 *
 * @param name as it was asked for: {@code trixie-updates}
 * @param location the archive that served it
 */
public record VerifiedSuite(String name, Location location, Release release) {}
