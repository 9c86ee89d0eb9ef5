package dev.terrarium.elf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes small shared objects of 64 bits that have everything a loader looks at and no code.
 *
 * <p>Layout: header, seven program headers, then at fixed places the dynamic section, the version tables, the interpreter, a
 * note and the string table; one segment maps all of it at address {@link #BASE}.
 */
public final class ElfSample {
    static final int BASE = 0x10000;
    static final int DYNAMIC = 0x200;
    static final int NEEDS = 0x800;
    static final int DEFINITIONS = 0xc00;
    static final int INTERPRETER = 0x1000;
    static final int NOTE = 0x1100;
    static final int STRINGS = 0x1200;

    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final ByteArrayOutputStream stringTable = new ByteArrayOutputStream();
    private final List<long[]> tags = new ArrayList<>();
    private final Map<String, List<String>> needs = new LinkedHashMap<>();
    private final List<String> definitions = new ArrayList<>();
    private final int machine;
    private String interpreter = "";

    private ElfSample(int machine) {
        this.machine = machine;
        stringTable.write(0);
    }

    public static ElfSample of(Machine machine) {
        return new ElfSample(machine.code());
    }

    public static ElfSample amd64() {
        return of(Machine.AMD64);
    }

    public ElfSample soname(String name) {
        return tag(14, string(name));
    }

    public ElfSample needed(String... sonames) {
        for (String soname : sonames) {
            tag(1, string(soname));
        }
        return this;
    }

    public ElfSample rpath(String path) {
        return tag(15, string(path));
    }

    public ElfSample runpath(String path) {
        return tag(29, string(path));
    }

    public ElfSample interpreter(String path) {
        interpreter = path;
        return this;
    }

    public ElfSample wants(String soname, String... versions) {
        needs.put(soname, List.of(versions));
        return this;
    }

    public ElfSample defines(String... versions) {
        definitions.addAll(List.of(versions));
        return this;
    }

    ElfSample tag(long tag, long value) {
        tags.add(new long[] {tag, value});
        return this;
    }

    public byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(0x4000).order(ByteOrder.LITTLE_ENDIAN);
        writeNeeds(out);
        writeDefinitions(out);
        out.put(INTERPRETER, (interpreter + "\0").getBytes(StandardCharsets.UTF_8));
        out.putInt(NOTE, 4).putInt(NOTE + 4, 4).putInt(NOTE + 8, 3).putInt(NOTE + 12, 0x554e47);
        out.putInt(NOTE + 16, 0xefbeadde);
        out.put(STRINGS, stringTable.toByteArray());
        writeDynamic(out);
        writeHeader(out);
        return out.array();
    }

    private void writeHeader(ByteBuffer out) {
        out.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
        out.putShort(16, (short) 3).putShort(18, (short) machine).putInt(20, 1);
        out.putLong(32, 64).putShort(52, (short) 64).putShort(54, (short) 56);
        int count = interpreter.isEmpty() ? 3 : 4;
        out.putShort(56, (short) count);
        segment(out, 0, 1, 0, 0x4000);
        segment(out, 1, 2, DYNAMIC, 16L * (tags.size() + 7));
        segment(out, 2, 4, NOTE, 20);
        segment(out, 3, 3, INTERPRETER, interpreter.length() + 1);
    }

    private static void segment(ByteBuffer out, int index, int type, long offset, long size) {
        int at = 64 + 56 * index;
        out.putInt(at, type).putLong(at + 8, offset).putLong(at + 16, BASE + offset);
        out.putLong(at + 32, size).putLong(at + 40, size).putLong(at + 48, 4);
    }

    private void writeDynamic(ByteBuffer out) {
        var all = new ArrayList<>(tags);
        all.add(new long[] {5, BASE + STRINGS});
        all.add(new long[] {10, stringTable.size()});
        all.add(new long[] {0x6ffffffeL, needs.isEmpty() ? 0 : BASE + NEEDS});
        all.add(new long[] {0x6fffffffL, needs.size()});
        all.add(new long[] {0x6ffffffcL, definitions.isEmpty() ? 0 : BASE + DEFINITIONS});
        all.add(new long[] {0x6ffffffdL, definitions.size() + 1});
        int at = DYNAMIC;
        for (long[] tag : all) {
            out.putLong(at, tag[0]).putLong(at + 8, tag[1]);
            at += 16;
        }
    }

    private void writeNeeds(ByteBuffer out) {
        int at = NEEDS;
        int left = needs.size();
        for (Map.Entry<String, List<String>> need : needs.entrySet()) {
            int count = need.getValue().size();
            int next = --left == 0 ? 0 : 16 * (count + 1);
            out.putShort(at, (short) 1).putShort(at + 2, (short) count).putInt(at + 4, string(need.getKey()));
            out.putInt(at + 8, 16).putInt(at + 12, next);
            for (int i = 0; i < count; i++) {
                int one = at + 16 * (i + 1);
                out.putInt(one + 8, string(need.getValue().get(i))).putInt(one + 12, i == count - 1 ? 0 : 16);
            }
            at += next;
        }
    }

    private void writeDefinitions(ByteBuffer out) {
        var names = new ArrayList<>(List.of("base"));
        names.addAll(definitions);
        int at = DEFINITIONS;
        for (int i = 0; i < names.size(); i++) {
            out.putShort(at, (short) 1)
                    .putShort(at + 2, (short) (i == 0 ? 1 : 0))
                    .putShort(at + 6, (short) 1);
            out.putInt(at + 12, 20).putInt(at + 16, i == names.size() - 1 ? 0 : 28);
            out.putInt(at + 20, string(names.get(i)));
            at += 28;
        }
    }

    private int string(String text) {
        return strings.computeIfAbsent(text, t -> {
            int at = stringTable.size();
            stringTable.writeBytes((t + "\0").getBytes(StandardCharsets.UTF_8));
            return at;
        });
    }
}
