package dev.terrarium.plan;

import dev.terrarium.lock.LockFile.ArchiveEntry;
import dev.terrarium.lock.LockFile.PackageEntry;
import dev.terrarium.oci.Digest;
import java.net.URI;
import java.util.List;

/**
 * Bytes that a build needs, pinned by digest, and where they might be had.
 *
 * <p>The digest is what they are; where they come from is a hint, and may be wrong, gone or mapped to a mirror.
 *
 * @param name for people: {@code numpy-2.3.1-cp313-cp313-manylinux_2_27_x86_64.whl}
 * @param size in bytes; 0 when nobody recorded it
 */
public record Fetch(String name, Digest digest, long size, Origin origin) {
    /** What kind of place has the bytes. */
    public sealed interface Origin {
        /** @param filename relative to the root of the archive that is configured for the suite */
        record DebianArchive(String suite, String filename) implements Origin {}

        /** @param key of the configuration, which says where it is */
        record Configured(String key) implements Origin {}

        /**
         * A package index, or wherever the lock file says.
         *
         * @param project normalised name
         * @param urls what the lock file says, if anything
         */
        record PackageIndex(String project, List<URI> urls) implements Origin {
            public PackageIndex {
                urls = List.copyOf(urls);
            }
        }
    }

    /** Where the archive of an interpreter is to be had. */
    public static Fetch of(ArchiveEntry archive) {
        return new Fetch(archive.file(), archive.digest(), 0, new Origin.Configured("interpreter.archive"));
    }

    /** Where a locked .deb is to be had. */
    public static Fetch of(PackageEntry deb) {
        return new Fetch(
                deb.name() + "_" + deb.version() + "_" + deb.architecture() + ".deb",
                deb.digest(),
                deb.size(),
                new Origin.DebianArchive(deb.suite(), deb.filename()));
    }
}
