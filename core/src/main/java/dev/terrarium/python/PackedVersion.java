package dev.terrarium.python;

import java.math.BigInteger;
import java.util.List;

/**
 * Common versions as one long whose numeric order is the order of PEP 440.
 *
 * <p>From the highest bit: 15 bits and three times 8 bits of release, 3 bits for the kind of suffix, 21 bits for its number. What
 * does not fit (an epoch, five numbers, a date as one number, two suffixes, a local part) is not packed; whether a version is
 * packed depends only on its value, so a packed and an unpacked one are never equal.
 */
final class PackedVersion {
    static final long NONE = -1;

    private static final int[] SHIFTS = {48, 40, 32, 24};
    private static final int[] LARGEST = {0x7fff, 0xff, 0xff, 0xff};
    private static final int KIND_SHIFT = 21;
    private static final int LARGEST_NUMBER = (1 << KIND_SHIFT) - 1;

    private static final int DEVELOPMENT = 0;
    private static final int PRE = 1;
    private static final int FINAL = 4;
    private static final int POST = 5;

    private PackedVersion() {}

    /** Packs a text of digits and dots without taking it apart; {@link #NONE} for anything else. */
    static long ofPlain(String text) {
        long packed = 0;
        int part = 0;
        int value = -1;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? '.' : text.charAt(i);
            if (c >= '0' && c <= '9') {
                value = (value < 0 ? 0 : value * 10) + (c - '0');
                if (part >= SHIFTS.length || value > LARGEST[part]) {
                    return NONE;
                }
            } else if (c == '.' && value >= 0) {
                packed |= (long) value << SHIFTS[part++];
                value = -1;
            } else {
                return NONE;
            }
        }
        return packed | (long) FINAL << KIND_SHIFT;
    }

    static long of(VersionParts parts) {
        if (parts.epoch().signum() != 0 || !parts.local().isEmpty() || parts.suffixes() > 1) {
            return NONE;
        }
        List<BigInteger> release = parts.trimmedRelease();
        if (release.size() > SHIFTS.length) {
            return NONE;
        }
        long packed = 0;
        for (int i = 0; i < release.size(); i++) {
            if (release.get(i).bitLength() > 15 || release.get(i).intValue() > LARGEST[i]) {
                return NONE;
            }
            packed |= release.get(i).longValue() << SHIFTS[i];
        }
        return withSuffix(packed, parts);
    }

    private static long withSuffix(long packed, VersionParts parts) {
        if (parts.dev().isPresent()) {
            return withSuffix(packed, DEVELOPMENT, parts.dev().get());
        }
        if (parts.pre().isPresent()) {
            var pre = parts.pre().get();
            return withSuffix(packed, PRE + pre.kind().rank(), pre.number());
        }
        return parts.post().isPresent()
                ? withSuffix(packed, POST, parts.post().get())
                : withSuffix(packed, FINAL, BigInteger.ZERO);
    }

    private static long withSuffix(long packed, int kind, BigInteger number) {
        return number.bitLength() > KIND_SHIFT || number.intValue() > LARGEST_NUMBER
                ? NONE
                : packed | (long) kind << KIND_SHIFT | number.longValue();
    }
}
