package dev.terrarium.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code PT_DYNAMIC} and the tables that it points to say. */
record DynamicSection(
        List<String> needed,
        Optional<String> soname,
        List<String> rpath,
        List<String> runpath,
        List<VersionNeed> versionNeeds,
        List<String> definitions) {
    static final DynamicSection EMPTY =
            new DynamicSection(List.of(), Optional.empty(), List.of(), List.of(), List.of(), List.of());

    private static final int DT_NEEDED = 1;
    private static final int DT_STRTAB = 5;
    private static final int DT_STRSZ = 10;
    private static final int DT_SONAME = 14;
    private static final int DT_RPATH = 15;
    private static final int DT_RUNPATH = 29;
    private static final int DT_VERDEF = 0x6ffffffc;
    private static final int DT_VERDEFNUM = 0x6ffffffd;
    private static final int DT_VERNEED = 0x6ffffffe;
    private static final int DT_VERNEEDNUM = 0x6fffffff;
    private static final int LARGEST = 1 << 20;
    private static final int LARGEST_STRINGS = 256 << 20;

    private record Tag(long tag, long value) {}

    static DynamicSection read(Words words, ElfReader.Segments segments, ElfReader.Segments.Segment segment)
            throws IOException {
        List<Tag> tags = tags(words, words.slice("dynamic section", segment.offset(), segment.size(), LARGEST));
        long size = first(tags, DT_STRSZ);
        long address = first(tags, DT_STRTAB);
        ByteBuffer strings = address == 0 && size == 0
                ? ByteBuffer.allocate(0)
                : words.slice("string table", segments.offsetOf("string table", address), size, LARGEST_STRINGS);

        var needed = new ArrayList<String>();
        Optional<String> soname = Optional.empty();
        var rpath = new ArrayList<String>();
        var runpath = new ArrayList<String>();
        for (Tag tag : tags) {
            switch ((int) tag.tag()) {
                case DT_NEEDED -> needed.add(Words.string(strings, tag.value()));
                case DT_SONAME -> soname = Optional.of(Words.string(strings, tag.value()));
                case DT_RPATH -> rpath.addAll(directories(Words.string(strings, tag.value())));
                case DT_RUNPATH -> runpath.addAll(directories(Words.string(strings, tag.value())));
                default -> {}
            }
        }
        var versions = new SymbolVersions(words, segments, strings);
        return new DynamicSection(
                needed,
                soname,
                rpath,
                runpath,
                versions.needs(first(tags, DT_VERNEED), first(tags, DT_VERNEEDNUM)),
                versions.definitions(first(tags, DT_VERDEF), first(tags, DT_VERDEFNUM)));
    }

    private static List<Tag> tags(Words words, ByteBuffer table) {
        int word = words.wide() ? 8 : 4;
        var tags = new ArrayList<Tag>();
        for (int at = 0; at + 2 * word <= table.limit(); at += 2 * word) {
            var tag = new Tag(words.word(table, at), words.word(table, at + word));
            if (tag.tag() == 0) {
                break;
            }
            if (tag.tag() > 0 && tag.tag() <= Integer.MAX_VALUE) {
                tags.add(tag);
            }
        }
        return tags;
    }

    private static long first(List<Tag> tags, int wanted) {
        for (Tag tag : tags) {
            if (tag.tag() == wanted) {
                return tag.value();
            }
        }
        return 0;
    }

    private static List<String> directories(String path) {
        var directories = new ArrayList<String>();
        for (String directory : path.split(":", -1)) {
            if (!directory.isEmpty()) {
                directories.add(directory);
            }
        }
        return directories;
    }
}
