package dev.terrarium.archive.zip;

import static dev.terrarium.archive.ArchiveException.quote;
import static dev.terrarium.archive.zip.ZipFileBytes.unsigned;

import dev.terrarium.archive.ArchiveException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A member as the directory describes it; what cannot be in a package is refused here. */
record CentralHeader(
        byte[] rawName,
        String name,
        int flags,
        int method,
        int crc,
        long compressedSize,
        long size,
        long offset,
        int unixMode) {
    static final int DESCRIPTOR = 1 << 3;

    private static final int SIGNATURE = 0x02014B50;
    private static final int LENGTH = 46;
    private static final int UTF8 = 1 << 11;

    /** Effort of the compressor, a descriptor, UTF-8: all others change what the bytes are. */
    private static final int KNOWN_FLAGS = 6 | DESCRIPTOR | UTF8;

    private static final int KIND = 0170000;
    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;

    /** Reads the next header and leaves {@code directory} behind it. */
    static CentralHeader parse(ByteBuffer directory, int longestName) throws IOException {
        if (directory.remaining() < LENGTH || directory.getInt(directory.position()) != SIGNATURE) {
            throw new ArchiveException("the zip's directory is damaged");
        }
        var fixed = directory.slice(directory.position(), LENGTH).order(directory.order());
        int name = unsigned(fixed.getShort(28));
        int extra = unsigned(fixed.getShort(30));
        int comment = unsigned(fixed.getShort(32));
        directory.position(directory.position() + LENGTH);
        if (name + extra + comment > directory.remaining()) {
            throw new ArchiveException("the zip's directory is damaged");
        }
        byte[] rawName = ZipFileBytes.take(directory, name);
        byte[] rawExtra = ZipFileBytes.take(directory, extra);
        directory.position(directory.position() + comment);
        return parse(fixed, rawName, rawExtra, longestName);
    }

    private static CentralHeader parse(ByteBuffer fixed, byte[] rawName, byte[] rawExtra, int longestName)
            throws IOException {
        int flags = unsigned(fixed.getShort(8));
        String name = ZipNames.parse(rawName, (flags & UTF8) != 0, longestName);
        var extra = ExtraFields.parse(rawExtra, quote(name));
        long size = extra.number(fixed.getInt(24), quote(name));
        long compressedSize = extra.number(fixed.getInt(20), quote(name));
        long offset = extra.number(fixed.getInt(42), quote(name));
        var header = new CentralHeader(
                rawName,
                name,
                flags,
                unsigned(fixed.getShort(10)),
                fixed.getInt(16),
                compressedSize,
                size,
                offset,
                fixed.getInt(38) >>> 16);
        header.check();
        return header;
    }

    private void check() throws ArchiveException {
        if ((flags & 1) != 0) {
            throw refused("is encrypted");
        }
        if ((flags & ~KNOWN_FLAGS) != 0) {
            throw refused("has unknown flags");
        }
        if (method != 0 && method != 8) {
            throw refused("is compressed by the unknown method " + method);
        }
        if (method == 0 && compressedSize != size) {
            throw refused("is stored, but has two sizes");
        }
        int kind = unixMode & KIND;
        if (kind != 0 && kind != (isDirectory() ? DIRECTORY : REGULAR)) {
            throw refused(isDirectory() ? "is a directory only by name" : "is no file");
        }
        if (isDirectory() && size != 0) {
            throw refused("is a directory with content");
        }
    }

    ArchiveException refused(String why) {
        return new ArchiveException("the zip member " + quote(name) + " " + why);
    }

    boolean isDirectory() {
        return name.endsWith("/");
    }

    boolean hasDescriptor() {
        return (flags & DESCRIPTOR) != 0;
    }

    /** The name without the slash of a directory. */
    String path() {
        return isDirectory() ? name.substring(0, name.length() - 1) : name;
    }

    boolean sameContent(CentralHeader other) {
        return crc == other.crc && size == other.size && unixMode == other.unixMode;
    }

    ZipMember at(long dataOffset) {
        return new ZipMember(
                path(),
                isDirectory(),
                method == 0 ? ZipMember.Method.STORED : ZipMember.Method.DEFLATED,
                crc,
                dataOffset,
                compressedSize,
                size,
                unixMode & 07777);
    }
}
