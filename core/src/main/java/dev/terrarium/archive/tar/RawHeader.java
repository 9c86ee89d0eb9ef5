package dev.terrarium.archive.tar;

import dev.terrarium.archive.ArchiveException;
import dev.terrarium.archive.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The fields of one foreign header block, before extended headers are applied to them. */
record RawHeader(String name, int mode, long uid, long gid, long size, char flag, String link) {
    private static final byte[] USTAR = "ustar\0".getBytes(StandardCharsets.US_ASCII);

    /** @param at the block's offset in the archive, for messages */
    static RawHeader parse(byte[] block, long at) throws ArchiveException {
        if (number(block, 148, 8, "checksum", at) != checksum(block)) {
            throw new ArchiveException("the tar header at byte " + at + " has a wrong checksum");
        }
        String name = text(block, 0, TarHeader.NAME, "name", at);
        if (Arrays.equals(block, 257, 263, USTAR, 0, USTAR.length) && block[345] != 0) {
            name = text(block, 345, TarHeader.PREFIX, "prefix", at) + "/" + name;
        }
        return new RawHeader(
                name,
                (int) number(block, 100, 8, "mode", at) & 07777,
                number(block, 108, 8, "uid", at),
                number(block, 116, 8, "gid", at),
                number(block, 124, 12, "size", at),
                (char) (block[156] & 0xFF),
                text(block, 157, TarHeader.NAME, "link name", at));
    }

    private static long checksum(byte[] block) {
        long sum = 8 * ' ';
        for (int i = 0; i < block.length; i++) {
            sum += i >= 148 && i < 156 ? 0 : block[i] & 0xFF;
        }
        return sum;
    }

    private static String text(byte[] block, int offset, int length, String field, long at) throws ArchiveException {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        return Utf8.decode(block, offset, end - offset)
                .orElseThrow(() ->
                        new ArchiveException("the " + field + " of the tar header at byte " + at + " is not UTF-8"));
    }

    /** Octal digits between blanks or NULs, or, where the first bit is set, GNU's big-endian binary. */
    private static long number(byte[] block, int offset, int length, String field, long at) throws ArchiveException {
        long value = (block[offset] & 0x80) != 0 ? binary(block, offset, length) : octal(block, offset, length);
        if (value < 0) {
            throw new ArchiveException("the " + field + " of the tar header at byte " + at + " is not a number");
        }
        return value;
    }

    private static long binary(byte[] block, int offset, int length) {
        long value = block[offset] & 0x7F;
        for (int i = 1; i < length; i++) {
            if (value >>> 55 != 0) {
                return -1;
            }
            value = value << 8 | block[offset + i] & 0xFF;
        }
        return value;
    }

    private static long octal(byte[] block, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end && (block[at] == ' ' || block[at] == 0)) {
            at++;
        }
        while (end > at && (block[end - 1] == ' ' || block[end - 1] == 0)) {
            end--;
        }
        long value = 0;
        for (; at < end; at++) {
            if (block[at] < '0' || block[at] > '7') {
                return -1;
            }
            value = value << 3 | block[at] - '0';
        }
        return value;
    }
}
