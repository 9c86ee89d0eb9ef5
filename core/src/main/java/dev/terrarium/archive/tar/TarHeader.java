package dev.terrarium.archive.tar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bytes that stand before an entry's content: one ustar block, and before it a pax header if the block cannot say it all.
 *
 * <p>Not a general writer: layers are compared by digest, so there is one way to write each entry. Numbers are octal, ended by
 * NUL; there are no user or group names; devices have no numbers. A pax header is there only for a path or target that is not
 * ASCII or too long for its field (and cannot be split at a slash), and for 8 GiB and more. It never holds times.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06">POSIX, ustar</a>
 */
public final class TarHeader {
    public static final int BLOCK = 512;

    static final int NAME = 100;
    static final int PREFIX = 155;
    static final long LARGEST_OCTAL = 077777777777L;
    private static final int LARGEST_ID = 07777777;

    private TarHeader() {}

    /** @param mtime seconds since 1970 */
    public static byte[] of(TarEntry entry, long mtime) {
        String path = entry.path().isEmpty() ? "./" : entry.path();
        if (entry.type() == TarEntry.Type.DIRECTORY && !path.endsWith("/")) {
            path += "/";
        }
        int split = split(path);
        var records = new TreeMap<String, String>();
        if (split < 0) {
            records.put("path", path);
        }
        if (!fits(entry.target(), NAME)) {
            records.put("linkpath", entry.target());
        }
        if (entry.size() > LARGEST_OCTAL) {
            records.put("size", Long.toString(entry.size()));
        }
        var out = new ByteArrayOutputStream();
        if (!records.isEmpty()) {
            writePax(out, records, mtime);
        }
        String name = split < 0 ? cut(path) : path.substring(split);
        String prefix = split <= 0 ? "" : path.substring(0, split - 1);
        long size = entry.size() > LARGEST_OCTAL ? 0 : entry.size();
        out.writeBytes(block(entry, name, prefix, entry.type().flag(), size, mtime));
        return out.toByteArray();
    }

    /** How many bytes fill the last block of a content. */
    public static int padding(long size) {
        return (int) (-size & BLOCK - 1);
    }

    /** Where the name field begins in a path; what is before it, less a slash, is the prefix; -1 if it does not fit at all. */
    private static int split(String path) {
        if (fits(path, NAME)) {
            return 0;
        }
        int slash = path.indexOf('/', path.length() - 1 - NAME);
        return fits(path, NAME + 1 + PREFIX) && slash > 0 && slash <= PREFIX && slash < path.length() - 1
                ? slash + 1
                : -1;
    }

    private static boolean fits(String text, int length) {
        return text.length() <= length && text.chars().allMatch(c -> c < 0x80);
    }

    /** A name for readers that know no pax: as much of it as fits. */
    private static String cut(String path) {
        var ascii = new StringBuilder();
        path.chars().limit(NAME).forEach(c -> ascii.append(c < 0x80 ? (char) c : '_'));
        return ascii.toString();
    }

    private static void writePax(ByteArrayOutputStream out, Map<String, String> records, long mtime) {
        var body = new ByteArrayOutputStream();
        records.forEach((key, value) -> body.writeBytes(record(key, value)));
        var entry = new TarEntry(TarEntry.Type.FILE, "PaxHeader", 0644, 0, 0, body.size(), "");
        out.writeBytes(block(entry, entry.path(), "", 'x', entry.size(), mtime));
        out.writeBytes(body.toByteArray());
        out.writeBytes(new byte[padding(body.size())]);
    }

    /** {@code 25 path=…\n}, where the number counts itself. */
    private static byte[] record(String key, String value) {
        byte[] rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
        int length = rest.length;
        while (length != rest.length + Integer.toString(length).length()) {
            length = rest.length + Integer.toString(length).length();
        }
        byte[] digits = Integer.toString(length).getBytes(StandardCharsets.US_ASCII);
        byte[] record = Arrays.copyOf(digits, length);
        System.arraycopy(rest, 0, record, digits.length, rest.length);
        return record;
    }

    private static byte[] block(TarEntry entry, String name, String prefix, char flag, long size, long mtime) {
        if (entry.uid() > LARGEST_ID || entry.gid() > LARGEST_ID || mtime < 0 || mtime > LARGEST_OCTAL) {
            throw new IllegalArgumentException("an owner or a time that ustar cannot say: `" + entry.path() + "`");
        }
        byte[] block = new byte[BLOCK];
        put(block, 0, name);
        putOctal(block, 100, 7, entry.mode());
        putOctal(block, 108, 7, entry.uid());
        putOctal(block, 116, 7, entry.gid());
        putOctal(block, 124, 11, size);
        putOctal(block, 136, 11, mtime);
        Arrays.fill(block, 148, 156, (byte) ' ');
        block[156] = (byte) flag;
        put(block, 157, fits(entry.target(), NAME) ? entry.target() : cut(entry.target()));
        put(block, 257, "ustar\0" + "00");
        putOctal(block, 329, 7, 0);
        putOctal(block, 337, 7, 0);
        put(block, 345, prefix);
        putOctal(block, 148, 6, checksum(block));
        block[154] = 0;
        return block;
    }

    private static int checksum(byte[] block) {
        int sum = 0;
        for (byte value : block) {
            sum += value & 0xFF;
        }
        return sum;
    }

    private static void put(byte[] block, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, offset, bytes.length);
    }

    private static void putOctal(byte[] block, int offset, int digits, long value) {
        long left = value;
        for (int i = offset + digits - 1; i >= offset; i--) {
            block[i] = (byte) ('0' + (left & 7));
            left >>>= 3;
        }
    }
}
