package dev.terrarium.io;

/**
 * What a reader of foreign archives bears before it gives up; every decoder takes one.
 *
 * @param bytes of content after decompression, all entries together
 * @param entries files, directories and links together
 * @param pathLength of one name, in bytes of UTF-8
 * @param ratio of decompressed to compressed bytes, once more than 100 MB came out
 */
public record Limits(long bytes, int entries, int pathLength, int ratio) {
    /** Enough for every package known; a CUDA wheel holds 4 GB, the largest wheels 30,000 files. */
    public static final Limits PACKAGE = new Limits(16L << 30, 500_000, 4096, 1_000);

    /** Enough for an image's layer. */
    public static final Limits LAYER = new Limits(64L << 30, 5_000_000, 4096, 1_000);

    public Limits {
        if (bytes <= 0 || entries <= 0 || pathLength <= 0 || ratio <= 0) {
            throw new IllegalArgumentException("limits are positive");
        }
    }

    public Limits withBytes(long most) {
        return new Limits(most, entries, pathLength, ratio);
    }
}
