package dev.terrarium.debian.release;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The primary keys that sign Debian's archive, by fingerprint.
 *
 * <p>Written down here, and not taken from the host: a keyring on a build machine holds whatever somebody put there. The keys
 * themselves are read from the host's keyring, or from the one that a source names. Taken from the package {@code
 * debian-archive-keyring} 2023.3+deb12u2; a new release of Debian brings new keys and a new version of this
 * table.
 */
public final class DebianKeys {
    private static final SortedMap<Fingerprint, String> NAMES = new TreeMap<>();

    static {
        put("B8B80B5B623EAB6AD8775C45B7C5D7D6350947F8", "Debian Archive Automatic Signing Key (12/bookworm)");
        put("05AB90340C0C5E797F44A8C8254CF3B5AEC0A8F0", "Debian Security Archive Automatic Signing Key (12/bookworm)");
        put("4D64FEC119C2029067D6E791F8D2585B8783D481", "Debian Stable Release Key (12/bookworm)");
        put("04B54C3CDCA79751B16BC6B5225629DF75B188BD", "Debian Archive Automatic Signing Key (13/trixie)");
        put("5E04A1E3223A19A20706E20F9904613D4CCE68C6", "Debian Security Archive Automatic Signing Key (13/trixie)");
        put("41587F7DB8C774BCCF131416762F67A0B2C39DE4", "Debian Stable Release Key (13/trixie)");
    }

    private DebianKeys() {}

    private static void put(String fingerprint, String name) {
        NAMES.put(new Fingerprint(fingerprint), name);
    }

    public static SortedSet<Fingerprint> fingerprints() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(NAMES.keySet()));
    }

    /** What the key calls itself; empty for a key that is none of Debian's. */
    public static Optional<String> name(Fingerprint key) {
        return Optional.ofNullable(NAMES.get(key));
    }
}
