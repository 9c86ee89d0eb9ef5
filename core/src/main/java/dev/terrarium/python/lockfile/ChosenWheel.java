package dev.terrarium.python.lockfile;

import dev.terrarium.oci.Digest;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Version;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;

/**
 * The wheel of a locked distribution that goes into an image.
 *
 * @param urls where it may be; hints only, the digest is what it is
 * @param dependencies as {@link LockedPackage#dependencies}
 */
public record ChosenWheel(
        PackageName name,
        Version version,
        String filename,
        Digest sha256,
        OptionalLong size,
        List<URI> urls,
        List<PackageName> dependencies) {
    public ChosenWheel {
        urls = List.copyOf(urls);
        dependencies = List.copyOf(dependencies);
    }
}
