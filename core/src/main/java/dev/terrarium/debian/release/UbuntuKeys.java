package dev.terrarium.debian.release;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The primary keys that sign Ubuntu's archive, by fingerprint.
 *
 * <p>Taken from the package {@code ubuntu-keyring} 2023.11.28.1; the key of 2018 signs all suites of today, the one of 2012 signed
 * jammy beside it. See {@link DebianKeys} for why they are written down.
 */
public final class UbuntuKeys {
    private static final SortedSet<Fingerprint> FINGERPRINTS = new TreeSet<>();

    static {
        FINGERPRINTS.add(new Fingerprint("790BC7277767219C42C86F933B4FE6ACC0B21F32"));
        FINGERPRINTS.add(new Fingerprint("F6ECB3762474EDA9D21B7022871920D1991BC93C"));
    }

    private UbuntuKeys() {}

    public static SortedSet<Fingerprint> fingerprints() {
        return Collections.unmodifiableSortedSet(FINGERPRINTS);
    }
}
