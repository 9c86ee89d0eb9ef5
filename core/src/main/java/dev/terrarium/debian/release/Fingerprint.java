package dev.terrarium.debian.release;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * What an OpenPGP key is known by: the hash of its public part.
 *
 * <p>Not a key ID: the last eight bytes of a fingerprint can be made to order.
 *
 * @param hex 40 (version 4) or 64 (version 6) upper-case hexadecimal digits
 */
public record Fingerprint(String hex) implements Comparable<Fingerprint> {
    public Fingerprint {
        if (!isValid(hex)) {
            throw new IllegalArgumentException("not a fingerprint: " + hex);
        }
    }

    /** Reads one as people write it: in any case, with blanks, with apt's {@code !} at the end. */
    public static Optional<Fingerprint> parse(String text) {
        String hex = text.replaceAll("[ \\t!]", "").toUpperCase(Locale.ROOT);
        return isValid(hex) ? Optional.of(new Fingerprint(hex)) : Optional.empty();
    }

    static Fingerprint of(byte[] bytes) {
        return new Fingerprint(HexFormat.of().withUpperCase().formatHex(bytes));
    }

    private static boolean isValid(String hex) {
        return (hex.length() == 40 || hex.length() == 64)
                && hex.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'A' && c <= 'F');
    }

    @Override
    public int compareTo(Fingerprint other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
