package dev.terrarium.lock;

import dev.terrarium.lock.LockFile.PackageEntry;
import dev.terrarium.lock.LockFile.SuiteEntry;
import dev.terrarium.oci.Platform;
import java.util.List;

/**
 * The operating system's packages as its archive offers them now, closed under dependencies.
 *
 * <p>Asked only when a lock lacks something or is to move: a build with a complete lock opens no index.
 */
public interface Archive {
    /**
     * A package that somebody wants.
     *
     * @param askedBy {@code os}, {@code python}, {@code package:NAME}, {@code shell}, {@code wheel:NAME}
     * @param name of a Debian package, real or virtual
     */
    record Root(String askedBy, String name) {}

    /**
     * @param suites the indexes that were read
     * @param packages the closure of all roots, each entry with everyone whose closure it is in
     */
    record Offer(List<SuiteEntry> suites, List<PackageEntry> packages) {
        public Offer {
            suites = List.copyOf(suites);
            packages = List.copyOf(packages);
        }
    }

    /**
     * @param pinned entries that stay as they are: whatever the index offers, these are what their names mean
     * @throws dev.terrarium.error.UserError when something cannot be satisfied, all of it at once
     */
    Offer close(Platform platform, List<Root> roots, List<PackageEntry> pinned) throws InterruptedException;
}
