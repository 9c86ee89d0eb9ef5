package dev.terrarium.archive.zip;

import static dev.terrarium.archive.ArchiveException.quote;
import static dev.terrarium.archive.zip.ZipFileBytes.unsigned;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Holds the header before a member's bytes, and the descriptor behind them, against the directory.
 *
 * <p>A reader that streams believes the one, a reader that seeks the other; only a zip in which both say the same is one zip.
 */
final class LocalHeader {
    private static final int SIGNATURE = 0x04034B50;
    private static final int DESCRIPTOR_SIGNATURE = 0x08074B50;
    private static final int LENGTH = 30;

    private LocalHeader() {}

    /**
     * @param end where the next header begins: there must be nothing between the two
     * @return where the member's bytes begin
     */
    static long check(ZipFileBytes file, CentralHeader central, long end) throws IOException {
        ByteBuffer fixed = file.read(central.offset(), LENGTH);
        if (fixed.getInt(0) != SIGNATURE) {
            throw central.refused("is not where the directory says");
        }
        int nameLength = unsigned(fixed.getShort(26));
        int extraLength = unsigned(fixed.getShort(28));
        ByteBuffer rest = file.read(central.offset() + LENGTH, nameLength + extraLength);
        boolean agree = Arrays.equals(ZipFileBytes.take(rest, nameLength), central.rawName())
                && unsigned(fixed.getShort(6)) == central.flags()
                && unsigned(fixed.getShort(8)) == central.method();
        var extra = ExtraFields.parse(ZipFileBytes.take(rest, extraLength), quote(central.name()));
        long size = extra.number(fixed.getInt(22), quote(central.name()));
        long compressedSize = extra.number(fixed.getInt(18), quote(central.name()));
        boolean open = central.hasDescriptor();
        agree &= says(fixed.getInt(14), central.crc(), open);
        agree &= says(size, central.size(), open);
        agree &= says(compressedSize, central.compressedSize(), open);
        if (!agree) {
            throw central.refused("is another one in its own header than in the directory");
        }
        long data = central.offset() + LENGTH + nameLength + extraLength;
        checkEnd(file, central, data, end);
        return data;
    }

    private static boolean says(long local, long central, boolean open) {
        return local == central || open && local == 0;
    }

    private static void checkEnd(ZipFileBytes file, CentralHeader central, long data, long end) throws IOException {
        long left = end - data - central.compressedSize();
        if (central.compressedSize() > end - data) {
            throw central.refused("overlaps with what follows it");
        }
        if (!central.hasDescriptor()) {
            if (left != 0) {
                throw central.refused("is followed by bytes that belong to nothing");
            }
        } else if (left > 24 || !isDescriptor(file.read(end - left, (int) left), central)) {
            throw central.refused("is not followed by its descriptor");
        }
    }

    /** Twelve bytes, or twenty with large numbers, and before them a signature or none. */
    private static boolean isDescriptor(ByteBuffer bytes, CentralHeader central) {
        if (bytes.remaining() % 8 == 0 && bytes.hasRemaining() && bytes.getInt() != DESCRIPTOR_SIGNATURE) {
            return false;
        }
        return switch (bytes.remaining()) {
            case 12 ->
                bytes.getInt() == central.crc()
                        && unsigned(bytes.getInt()) == central.compressedSize()
                        && unsigned(bytes.getInt()) == central.size();
            case 20 ->
                bytes.getInt() == central.crc()
                        && bytes.getLong() == central.compressedSize()
                        && bytes.getLong() == central.size();
            default -> false;
        };
    }
}
