package dev.terrarium.archive.zip;

/**
 * One member of a zip.
 *
 * @param name relative, checked: no way out, no control characters; without the slash that marks a directory
 * @param method how its bytes are stored
 * @param crc CRC-32 of the content; whoever reads the content compares
 * @param dataOffset of the first stored byte in the file
 * @param compressedSize how many bytes are stored
 * @param size of the content; whoever reads the content compares
 * @param mode a Unix file's twelve permission bits, 0 if the archive does not say
 */
public record ZipMember(
        String name,
        boolean directory,
        Method method,
        int crc,
        long dataOffset,
        long compressedSize,
        long size,
        int mode) {
    /** The two methods that archives of packages use. */
    public enum Method {
        STORED,
        DEFLATED
    }
}
