package dev.terrarium.debian.archive;

import dev.terrarium.oci.Digest;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A package that goes in, with everything that a lock must say about it.
 *
 * @param askedBy everybody whose roots need it; a package of the base is also asked for by {@code os}
 */
public record Selected(
        String name,
        String version,
        String architecture,
        String suite,
        String source,
        String sourceVersion,
        String filename,
        Digest digest,
        long size,
        SortedSet<String> askedBy) {
    public Selected {
        askedBy = Collections.unmodifiableSortedSet(new TreeSet<>(askedBy));
    }

    static Selected of(BinaryPackage chosen, SortedSet<String> askedBy) {
        return new Selected(
                chosen.name(),
                chosen.version().text(),
                chosen.architecture(),
                chosen.suite(),
                chosen.source(),
                chosen.sourceVersion(),
                chosen.filename(),
                chosen.digest(),
                chosen.size(),
                askedBy);
    }
}
