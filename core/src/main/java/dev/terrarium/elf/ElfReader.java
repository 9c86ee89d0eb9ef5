package dev.terrarium.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads one binary: the header, the program headers, and what those point to. */
final class ElfReader {
    private static final int HEADER_32 = 52;
    private static final int HEADER_64 = 64;
    private static final int PT_DYNAMIC = 2;
    private static final int PT_INTERP = 3;
    private static final int PT_NOTE = 4;
    private static final int NT_GNU_BUILD_ID = 3;
    private static final int LONGEST_INTERPRETER = 4096;
    private static final int LARGEST_NOTES = 1 << 20;

    private final Region file;

    ElfReader(Region file) {
        this.file = file;
    }

    Elf read() throws IOException {
        Words words = words();
        boolean wide = words.wide();
        ByteBuffer header = words.slice("header", 0, wide ? HEADER_64 : HEADER_32, HEADER_64);
        int type = Short.toUnsignedInt(header.getShort(16));
        var machine = new Machine(
                wide ? 64 : 32, header.order() == ByteOrder.LITTLE_ENDIAN, Short.toUnsignedInt(header.getShort(18)));
        Segments segments = Segments.read(words, header);

        DynamicSection dynamic = DynamicSection.EMPTY;
        Optional<String> interpreter = Optional.empty();
        Optional<String> buildId = Optional.empty();
        for (Segments.Segment segment : segments.all()) {
            switch (segment.type()) {
                case PT_DYNAMIC -> dynamic = DynamicSection.read(words, segments, segment);
                case PT_INTERP -> interpreter = Optional.of(interpreter(words, segment));
                case PT_NOTE -> buildId = buildId.isPresent() ? buildId : buildId(words, segment);
                default -> {}
            }
        }
        return new Elf(
                machine,
                type,
                interpreter,
                dynamic.needed(),
                dynamic.soname(),
                dynamic.rpath(),
                dynamic.runpath(),
                dynamic.versionNeeds(),
                dynamic.definitions(),
                buildId);
    }

    private Words words() throws IOException {
        if (file.size() < HEADER_32) {
            throw new MalformedElf("not an ELF file: it has only " + file.size() + " bytes");
        }
        ByteBuffer start = ByteBuffer.allocate(7);
        file.read(0, start);
        byte[] ident = start.array();
        if (!Elf.isElf(ident)) {
            throw new MalformedElf("not an ELF file: it has another magic");
        }
        if (ident[4] != 1 && ident[4] != 2) {
            throw new MalformedElf("its class is " + ident[4] + ", neither 32 nor 64 bits");
        }
        if (ident[5] != 1 && ident[5] != 2) {
            throw new MalformedElf("its byte order is " + ident[5] + ", neither little nor big endian");
        }
        if (ident[6] != 1) {
            throw new MalformedElf("its version is " + ident[6] + ", not 1");
        }
        return new Words(file, ident[4] == 2, ident[5] == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    private static String interpreter(Words words, Segments.Segment segment) throws IOException {
        return Words.string(
                words.slice("interpreter's path", segment.offset(), segment.size(), LONGEST_INTERPRETER), 0);
    }

    private static Optional<String> buildId(Words words, Segments.Segment segment) throws IOException {
        ByteBuffer notes = words.slice("notes", segment.offset(), segment.size(), LARGEST_NOTES);
        int align = segment.align() == 8 ? 8 : 4;
        long at = 0;
        while (at + 12 <= notes.limit()) {
            long nameSize = Integer.toUnsignedLong(notes.getInt((int) at));
            long size = Integer.toUnsignedLong(notes.getInt((int) at + 4));
            int type = notes.getInt((int) at + 8);
            long content = at + padded(12 + nameSize, align);
            if (content + size > notes.limit()) {
                throw new MalformedElf("a note does not end inside its segment");
            }
            if (type == NT_GNU_BUILD_ID && nameSize == 4 && isGnu(notes, (int) at + 12)) {
                return Optional.of(hexadecimal(notes, (int) content, (int) size));
            }
            at = content + padded(size, align);
        }
        return Optional.empty();
    }

    private static long padded(long size, int align) {
        return (size + align - 1) / align * align;
    }

    private static boolean isGnu(ByteBuffer notes, int at) {
        return StandardCharsets.ISO_8859_1.decode(notes.slice(at, 4)).toString().equals("GNU\0");
    }

    private static String hexadecimal(ByteBuffer notes, int from, int length) {
        byte[] bytes = new byte[length];
        notes.get(from, bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The program headers: which parts of the file are what, and where they are in memory. */
    record Segments(List<Segment> all) {
        private static final int PT_LOAD = 1;
        private static final int EXTENDED_COUNT = 0xffff;

        record Segment(int type, long offset, long address, long size, long align) {}

        static Segments read(Words words, ByteBuffer header) throws IOException {
            boolean wide = words.wide();
            long offset = words.word(header, wide ? 32 : 28);
            int entry = Short.toUnsignedInt(header.getShort(wide ? 54 : 42));
            int count = Short.toUnsignedInt(header.getShort(wide ? 56 : 44));
            if (count == 0) {
                return new Segments(List.of());
            }
            if (entry != (wide ? 56 : 32) || count == EXTENDED_COUNT) {
                throw new MalformedElf("its program headers are " + count + " of " + entry + " bytes each");
            }
            ByteBuffer table = words.slice("program header table", offset, (long) entry * count, 1 << 22);
            var all = new ArrayList<Segment>();
            for (int at = 0; at < table.limit(); at += entry) {
                all.add(new Segment(
                        table.getInt(at),
                        words.word(table, at + (wide ? 8 : 4)),
                        words.word(table, at + (wide ? 16 : 8)),
                        words.word(table, at + (wide ? 32 : 16)),
                        words.word(table, at + (wide ? 48 : 28))));
            }
            return new Segments(List.copyOf(all));
        }

        /** Where in the file the byte is that will be at an address. */
        long offsetOf(String what, long address) throws MalformedElf {
            for (Segment segment : all) {
                long into = address - segment.address();
                if (segment.type() == PT_LOAD && into >= 0 && into < segment.size()) {
                    return segment.offset() + into;
                }
            }
            throw new MalformedElf("the address of its " + what + " is in no segment");
        }
    }
}
