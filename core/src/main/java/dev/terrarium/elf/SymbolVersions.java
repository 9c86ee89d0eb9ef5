package dev.terrarium.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The chains of {@code .gnu.version_r} and {@code .gnu.version_d}: records that name the distance to the next.
 *
 * <p>A chain is followed only forwards and only as often as its count says, so that no file can lead it in a circle.
 */
final class SymbolVersions {
    private static final int MOST = 1 << 16;
    private static final int BASE = 1;

    private final Words words;
    private final ElfReader.Segments segments;
    private final ByteBuffer strings;
    private int records;

    SymbolVersions(Words words, ElfReader.Segments segments, ByteBuffer strings) {
        this.words = words;
        this.segments = segments;
        this.strings = strings;
    }

    List<VersionNeed> needs(long address, long count) throws IOException {
        if (address == 0 || count == 0) {
            return List.of();
        }
        var needs = new ArrayList<VersionNeed>();
        long at = segments.offsetOf("version needs", address);
        for (long i = 0; i < count; i++) {
            ByteBuffer need = record("version needs", at, 16);
            needs.add(new VersionNeed(name(need, 4), wanted(at, need)));
            long next = Integer.toUnsignedLong(need.getInt(12));
            if (next == 0) {
                break;
            }
            at += next;
        }
        return needs;
    }

    private List<String> wanted(long start, ByteBuffer need) throws IOException {
        var versions = new ArrayList<String>();
        long at = start + Integer.toUnsignedLong(need.getInt(8));
        int count = Short.toUnsignedInt(need.getShort(2));
        for (int i = 0; i < count; i++) {
            ByteBuffer one = record("version needs", at, 16);
            versions.add(name(one, 8));
            long next = Integer.toUnsignedLong(one.getInt(12));
            if (next == 0) {
                break;
            }
            at += next;
        }
        return versions;
    }

    List<String> definitions(long address, long count) throws IOException {
        if (address == 0 || count == 0) {
            return List.of();
        }
        var names = new ArrayList<String>();
        long at = segments.offsetOf("version definitions", address);
        for (long i = 0; i < count; i++) {
            ByteBuffer definition = record("version definitions", at, 20);
            if ((definition.getShort(2) & BASE) == 0) {
                ByteBuffer first = record("version definitions", at + Integer.toUnsignedLong(definition.getInt(12)), 8);
                names.add(name(first, 0));
            }
            long next = Integer.toUnsignedLong(definition.getInt(16));
            if (next == 0) {
                break;
            }
            at += next;
        }
        return names;
    }

    private ByteBuffer record(String what, long offset, int length) throws IOException {
        if (++records > MOST) {
            throw new MalformedElf("it has more than " + MOST + " records of symbol versions");
        }
        return words.slice(what, offset, length, length);
    }

    private String name(ByteBuffer record, int at) throws MalformedElf {
        return Words.string(strings, Integer.toUnsignedLong(record.getInt(at)));
    }
}
