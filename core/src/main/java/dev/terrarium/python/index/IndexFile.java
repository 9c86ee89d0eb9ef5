package dev.terrarium.python.index;

import dev.terrarium.oci.Digest;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.Specifiers;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that an index offers.
 *
 * @param filename without directories
 * @param location where to fetch it; without user and password, which the HTTP client knows by origin
 * @param sha256 empty when the index tells no hash or only others
 * @param requiresPython as the index says it, not yet read
 * @param metadata whether {@code location + ".metadata"} can be fetched; empty when not
 * @param yanked the reason, possibly empty, when its maker withdrew it
 */
public record IndexFile(
        String filename,
        URI location,
        Optional<Digest> sha256,
        Optional<String> requiresPython,
        Optional<CoreMetadata> metadata,
        Optional<String> yanked,
        OptionalLong size) {

    /** That the index serves METADATA beside the wheel, and its hash if it says so. */
    public record CoreMetadata(Optional<Digest> sha256) {}

    IndexFile withSha256(Digest digest) {
        return new IndexFile(filename, location, Optional.of(digest), requiresPython, metadata, yanked, size);
    }

    public boolean isWheel() {
        return filename.endsWith(".whl");
    }

    /** Which Pythons the index says it is for; what cannot be read is taken as saying nothing, as installers do. */
    public Specifiers acceptedPythons() {
        try {
            return requiresPython.isPresent() ? Specifiers.readLenient(requiresPython.get()) : Specifiers.ANY;
        } catch (Malformed e) {
            return Specifiers.ANY;
        }
    }

    public URI metadataLocation() {
        return URI.create(location + ".metadata");
    }
}
