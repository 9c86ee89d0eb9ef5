package dev.terrarium.python;

import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version of a distribution, ordered as PEP 440 says.
 *
 * <p>Not a record of its parts: an index page has thousands of versions, nearly all of which are a few small numbers and at most
 * one suffix. Those are packed into one long, in the order of PEP 440, and compared as such; only the others are taken apart.
 * Equality follows the order: {@code 1.0} equals {@code 1.0.0}. The text as it was written is kept, for {@code ===}.
 *
 * @see <a href="https://packaging.python.org/en/latest/specifications/version-specifiers/">version specifiers</a>
 */
public final class Version implements Comparable<Version> {
    private static final int LONGEST = 256;

    private final String original;
    private final long packed;
    private @Nullable VersionParts parts;

    private Version(String original, long packed, @Nullable VersionParts parts) {
        this.original = original;
        this.packed = packed;
        this.parts = parts;
    }

    /** Reads a version; blanks around it are allowed, as everywhere in the standard. */
    public static Optional<Version> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        long plain = PackedVersion.ofPlain(text);
        if (plain >= 0) {
            return Optional.of(new Version(text, plain, null));
        }
        return VersionParts.parse(text).map(parts -> new Version(text, PackedVersion.of(parts), parts));
    }

    /** As {@link #parse}, for where a bad version is the text's fault. */
    public static Version read(String text) throws Malformed {
        return parse(text).orElseThrow(() -> new Malformed("not a version: `" + Malformed.shown(text) + "`"));
    }

    /** For versions that stand in this program or were checked before. */
    public static Version of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a version: " + text));
    }

    /** The text as it was written. */
    public String original() {
        return original;
    }

    /** Alpha, beta, release candidate or development release. */
    public boolean isPrerelease() {
        return parts().pre().isPresent() || parts().dev().isPresent();
    }

    boolean isDevelopment() {
        return parts().dev().isPresent();
    }

    boolean isPostrelease() {
        return parts().post().isPresent();
    }

    boolean hasLocal() {
        return !parts().local().isEmpty();
    }

    /** Without the part behind {@code +}. */
    public Version withoutLocal() {
        return hasLocal() ? of(parts().withoutLocal()) : this;
    }

    /** The first version of all that share this one's release and post-release: itself, as {@code dev0}. */
    Version earliest() {
        return of(parts().withDev(BigInteger.ZERO).withoutLocal());
    }

    /** Whether epoch, release (padded with zeros) and pre-release are the same. */
    boolean sharesReleaseAndPre(Version other) {
        return parts().epoch().equals(other.parts().epoch())
                && parts().compareRelease(other.parts()) == 0
                && parts().pre().equals(other.parts().pre());
    }

    /** Whether this version's release, padded with zeros, begins with the first {@code length} numbers of the other's. */
    boolean startsWith(Version prefix, int length) {
        return parts().epoch().equals(prefix.parts().epoch())
                && parts().startsWith(prefix.parts().release(), length);
    }

    int releaseLength() {
        return parts().release().size();
    }

    private static Version of(VersionParts parts) {
        return new Version(parts.normal(), PackedVersion.of(parts), parts);
    }

    private VersionParts parts() {
        VersionParts known = parts;
        if (known == null) {
            known = VersionParts.parse(original).orElseThrow();
            parts = known;
        }
        return known;
    }

    @Override
    public int compareTo(Version other) {
        return packed >= 0 && other.packed >= 0 ? Long.compare(packed, other.packed) : parts().compareTo(other.parts());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Version version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        return packed >= 0 ? Long.hashCode(packed) : parts().orderedHash();
    }

    /** The normal form: {@code 1.0RC1} is {@code 1.0rc1}. */
    @Override
    public String toString() {
        return parts().normal();
    }
}
