package dev.terrarium.debian.base;

import dev.terrarium.elf.Machine;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * {@code /etc/ld.so.cache} in the format that glibc reads since 2.2 and alone writes since 2.32.
 *
 * <p>A header of 48 bytes, an entry of 24 bytes for each library, strings that end with NUL. The loader halves its way through the
 * entries, so they stand in its own order, in which {@code libx.so.10} is after {@code libx.so.9}, and from the last to the first.
 * No extensions follow: they would say who wrote it.
 *
 * @see <a href="https://sourceware.org/git/?p=glibc.git;a=blob;f=sysdeps/generic/dl-cache.h">glibc, dl-cache.h</a>
 */
final class LoaderCacheFile {
    private static final String MAGIC = "glibc-ld.so.cache1.1";
    private static final int HEADER = 48;
    private static final int ENTRY = 24;
    private static final byte LITTLE_ENDIAN = 2;
    private static final int ELF_LIBC6 = 0x0003;
    private static final int AMD64 = 0x0300;
    private static final int ARM64 = 0x0a00;

    private LoaderCacheFile() {}

    static byte[] write(List<LoaderCache.Library> libraries, Machine machine) {
        var sorted = new ArrayList<>(libraries);
        sorted.sort(Comparator.comparing(LoaderCache.Library::soname, LoaderCacheFile::compare)
                .reversed());
        var strings = new ByteArrayOutputStream();
        int start = HEADER + ENTRY * sorted.size();
        ByteBuffer entries = ByteBuffer.allocate(ENTRY * sorted.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (LoaderCache.Library library : sorted) {
            int path = start + put(strings, library.path());
            int soname = library.path().endsWith("/" + library.soname())
                    ? path + bytes(library.path()).length - bytes(library.soname()).length
                    : start + put(strings, library.soname());
            entries.putInt(flags(machine)).putInt(soname).putInt(path).putInt(0).putLong(0);
        }
        ByteBuffer file = ByteBuffer.allocate(start + strings.size()).order(ByteOrder.LITTLE_ENDIAN);
        file.put(bytes(MAGIC)).putInt(sorted.size()).putInt(strings.size()).put(LITTLE_ENDIAN);
        file.put(HEADER, entries.array()).put(start, strings.toByteArray());
        return file.array();
    }

    private static int flags(Machine machine) {
        if (machine.equals(Machine.AMD64)) {
            return ELF_LIBC6 | AMD64;
        }
        if (machine.equals(Machine.ARM64)) {
            return ELF_LIBC6 | ARM64;
        }
        throw new IllegalArgumentException("no loader cache is known for " + machine);
    }

    private static int put(ByteArrayOutputStream strings, String text) {
        int at = strings.size();
        strings.writeBytes(bytes(text));
        strings.write(0);
        return at;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The loader's order: character by character, but a row of digits counts as a number and stands after everything else. */
    static int compare(String one, String other) {
        int i = 0;
        int j = 0;
        while (i < one.length()) {
            boolean digit = isDigit(one, i);
            if (digit != isDigit(other, j)) {
                return digit ? 1 : -1;
            }
            if (digit) {
                int end = endOfDigits(one, i);
                int otherEnd = endOfDigits(other, j);
                int difference = Long.compare(number(one, i, end), number(other, j, otherEnd));
                if (difference != 0) {
                    return difference;
                }
                i = end;
                j = otherEnd;
            } else if (j == other.length() || one.charAt(i) != other.charAt(j)) {
                return j == other.length() ? 1 : Character.compare(one.charAt(i), other.charAt(j));
            } else {
                i++;
                j++;
            }
        }
        return j == other.length() ? 0 : -1;
    }

    private static boolean isDigit(String text, int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private static int endOfDigits(String text, int start) {
        int end = start;
        while (isDigit(text, end)) {
            end++;
        }
        return end;
    }

    /** In 32 bits, as the loader counts. */
    private static int number(String text, int start, int end) {
        int value = 0;
        for (int i = start; i < end; i++) {
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }
}
