package dev.terrarium.python.lockfile;

import dev.terrarium.oci.Digest;
import dev.terrarium.python.Specifiers;
import dev.terrarium.python.WheelFilename;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A wheel that a lock names.
 *
 * @param url where the lock or an index says it is; a hint, {@code file:} when it lies beside the lock
 * @param requiresPython {@link Specifiers#ANY} where nothing is said
 */
public record LockedFile(
        WheelFilename filename, Digest sha256, OptionalLong size, Optional<URI> url, Specifiers requiresPython) {}
