package dev.terrarium.python.resolve;

import dev.terrarium.oci.Digest;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Version;
import java.net.URI;
import java.util.List;

/**
 * A wheel that a build back-end gets to see.
 *
 * @param urls where it may be; hints only, the digest is what it is
 */
public record BuildRequirement(PackageName name, Version version, String filename, Digest sha256, List<URI> urls) {
    public BuildRequirement {
        urls = List.copyOf(urls);
    }
}
