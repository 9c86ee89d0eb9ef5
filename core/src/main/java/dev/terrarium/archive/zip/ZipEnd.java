package dev.terrarium.archive.zip;

import static dev.terrarium.archive.zip.ZipFileBytes.unsigned;

import dev.terrarium.archive.ArchiveException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What stands at a zip's end: where its directory lies.
 *
 * <p>Readers look for the end record from different sides, so two of them are two archives in one file. Exactly one is allowed,
 * at the very end but for a comment without another one in it, right behind the directory, or behind the ZIP64 record that
 * belongs to it.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE, 4.3.14 to 4.3.16</a>
 */
record ZipEnd(long entries, long directoryOffset, long directorySize) {
    private static final int SIGNATURE = 0x06054B50;
    private static final int SIGNATURE_64 = 0x06064B50;
    private static final int LOCATOR = 0x07064B50;
    private static final int LENGTH = 22;
    private static final int LENGTH_64 = 56;
    private static final int LENGTH_LOCATOR = 20;
    private static final int LONGEST_COMMENT = 0xFFFF;

    static ZipEnd find(ZipFileBytes file) throws IOException {
        long at = locate(file);
        ByteBuffer record = file.read(at, LENGTH);
        int disks = unsigned(record.getShort(4)) | unsigned(record.getShort(6));
        var end = new ZipEnd(unsigned(record.getShort(10)), unsigned(record.getInt(16)), unsigned(record.getInt(12)));
        if (disks != 0 && disks != 0xFFFF || record.getShort(8) != record.getShort(10)) {
            throw new ArchiveException("the zip is in several parts");
        }
        long behind = at;
        if (at >= LENGTH_LOCATOR && file.read(at - LENGTH_LOCATOR, 4).getInt() == LOCATOR) {
            behind = at - LENGTH_LOCATOR - LENGTH_64;
            end = end.large(file, behind);
        }
        if (end.directoryOffset + end.directorySize != behind || end.directoryOffset > behind) {
            throw new ArchiveException("the zip's directory is not right before its end");
        }
        return end;
    }

    private static long locate(ZipFileBytes file) throws IOException {
        int count = (int) Math.min(file.length(), LENGTH + LONGEST_COMMENT);
        long start = file.length() - count;
        ByteBuffer tail = file.read(start, count).order(ByteOrder.LITTLE_ENDIAN);
        int last = count - LENGTH;
        while (last >= 0 && tail.getInt(last) != SIGNATURE) {
            last--;
        }
        if (last < 0) {
            throw new ArchiveException("not a zip: it has no end record");
        }
        if (last + LENGTH + unsigned(tail.getShort(last + 20)) != count) {
            throw new ArchiveException("more follows after the zip's end");
        }
        for (int other = last - 1; other >= 0; other--) {
            if (tail.getInt(other) == SIGNATURE && other + LENGTH + unsigned(tail.getShort(other + 20)) == count) {
                throw new ArchiveException("the zip has two ends");
            }
        }
        return start + last;
    }

    /** The same from the ZIP64 record; what the short one can say too must not differ. */
    private ZipEnd large(ZipFileBytes file, long at) throws IOException {
        ByteBuffer locator = file.read(at + LENGTH_64, LENGTH_LOCATOR);
        ByteBuffer record = file.read(at, LENGTH_64);
        boolean placed = locator.getInt(4) == 0
                && locator.getLong(8) == at
                && locator.getInt(16) == 1
                && record.getInt(0) == SIGNATURE_64
                && record.getLong(4) == LENGTH_64 - 12
                && record.getLong(16) == 0
                && record.getLong(24) == record.getLong(32);
        if (!placed) {
            throw new ArchiveException("the zip has a ZIP64 end record that is out of place");
        }
        var large = new ZipEnd(record.getLong(32), record.getLong(48), record.getLong(40));
        boolean agree = (entries == 0xFFFF || entries == large.entries)
                && (directoryOffset == 0xFFFFFFFFL || directoryOffset == large.directoryOffset)
                && (directorySize == 0xFFFFFFFFL || directorySize == large.directorySize)
                && large.entries >= 0
                && large.directoryOffset >= 0
                && large.directorySize >= 0;
        if (!agree) {
            throw new ArchiveException("the zip's two end records disagree");
        }
        return large;
    }
}
