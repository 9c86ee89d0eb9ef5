package dev.terrarium.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Numbers and strings of a binary in its own word size and byte order; nothing outside the file is ever read. */
final class Words {
    private static final int LONGEST_STRING = 4096;

    private final Region file;
    private final boolean wide;
    private final ByteOrder order;

    Words(Region file, boolean wide, ByteOrder order) {
        this.file = file;
        this.wide = wide;
        this.order = order;
    }

    boolean wide() {
        return wide;
    }

    /** A table of the file, in memory; {@code what} is named when it does not lie inside. */
    ByteBuffer slice(String what, long offset, long length, int most) throws IOException {
        if (offset < 0 || length < 0 || offset > file.size() - length) {
            throw new MalformedElf("its " + what + " lies outside the file");
        }
        if (length > most) {
            throw new MalformedElf("its " + what + " has more than " + most + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) length).order(order);
        file.read(offset, bytes);
        return bytes.flip();
    }

    /** An address, an offset or a size at an index of a table that is known to be long enough. */
    long word(ByteBuffer table, int index) {
        return wide ? table.getLong(index) : Integer.toUnsignedLong(table.getInt(index));
    }

    /** A string that ends with NUL inside the table. */
    static String string(ByteBuffer table, long index) throws MalformedElf {
        if (index < 0 || index >= table.limit()) {
            throw new MalformedElf("a name lies outside its string table");
        }
        int start = (int) index;
        int end = start;
        while (end < table.limit() && table.get(end) != 0) {
            end++;
        }
        if (end == table.limit()) {
            throw new MalformedElf("a name does not end inside its string table");
        }
        if (end - start > LONGEST_STRING) {
            throw new MalformedElf("a name has more than " + LONGEST_STRING + " bytes");
        }
        return StandardCharsets.UTF_8.decode(table.slice(start, end - start)).toString();
    }
}
