package dev.terrarium.make.layer;

import dev.terrarium.oci.Digest;

/**
 * A tree encoded once for layers: where in the store its deflated segments and its listing are.
 *
 * <p>Files and links only. Directories are in the listing and are written by the layer, which has each of them once.
 *
 * @param blob the segments, one after the other
 * @param compressedSize the blob's length
 * @param rawSize how many bytes of tar it inflates to
 * @param crc CRC-32 of those
 * @param listing what is in it: a {@link Listing}
 */
public record Fragment(Digest blob, long compressedSize, long rawSize, int crc, Digest listing) {
    public Fragment {
        if (compressedSize < 0 || rawSize < 0) {
            throw new IllegalArgumentException("a negative size: " + compressedSize + ", " + rawSize);
        }
    }
}
