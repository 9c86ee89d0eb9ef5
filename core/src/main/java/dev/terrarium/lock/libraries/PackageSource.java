package dev.terrarium.lock.libraries;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** What must be known of a suite to name the package that brings something; asked only for what no lock answers yet. */
public interface PackageSource {
    /** For a lock that may not change: nobody is asked, and whatever the lock does not have is missing. */
    PackageSource NOBODY = new PackageSource() {
        @Override
        public boolean has(String name) {
            return true;
        }

        @Override
        public SortedMap<String, SortedSet<String>> owners(SortedSet<String> paths) {
            return Collections.unmodifiableSortedMap(new TreeMap<>());
        }
    };

    /** Whether the suite has a package of this name. */
    boolean has(String name) throws InterruptedException;

    /**
     * The packages that have files at these paths, by the archive's {@code Contents}.
     *
     * @param paths without a leading slash
     */
    SortedMap<String, SortedSet<String>> owners(SortedSet<String> paths) throws InterruptedException;
}
