package dev.terrarium.elf;

import dev.terrarium.tree.TreePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Facts as bytes: counts, numbers and length-prefixed UTF-8, in the order of the record's components. */
final class ElfFactsCodec {
    private interface Writing<T> {
        void write(T value) throws IOException;
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private ElfFactsCodec() {}

    static byte[] encode(ElfFacts facts) {
        var bytes = new ByteArrayOutputStream();
        try {
            new Writer(new DataOutputStream(bytes)).facts(facts);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    static ElfFacts decode(byte[] bytes) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        ElfFacts facts;
        try {
            facts = new Reader(in).facts();
        } catch (IllegalArgumentException e) {
            throw new IOException("not the facts of a tree: " + e.getMessage(), e);
        }
        if (in.available() > 0) {
            throw new IOException("not the facts of a tree: bytes follow them");
        }
        return facts;
    }

    private record Writer(DataOutputStream out) {
        void facts(ElfFacts facts) throws IOException {
            list(facts.files(), this::file);
            list(facts.damaged(), path -> text(path.text()));
        }

        void file(ElfFile file) throws IOException {
            Elf elf = file.elf();
            text(file.path().text());
            out.writeByte(elf.machine().bits());
            out.writeBoolean(elf.machine().littleEndian());
            out.writeShort(elf.machine().code());
            out.writeShort(elf.type());
            optional(elf.interpreter());
            list(elf.needed(), this::text);
            optional(elf.soname());
            list(elf.rpath(), this::text);
            list(elf.runpath(), this::text);
            list(elf.versionNeeds(), need -> {
                text(need.soname());
                list(need.versions(), this::text);
            });
            list(elf.definitions(), this::text);
            optional(elf.buildId());
        }

        void text(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }

        void optional(Optional<String> text) throws IOException {
            list(text.stream().toList(), this::text);
        }

        <T> void list(List<T> values, Writing<T> each) throws IOException {
            out.writeInt(values.size());
            for (T value : values) {
                each.write(value);
            }
        }
    }

    private record Reader(DataInputStream in) {
        ElfFacts facts() throws IOException {
            return new ElfFacts(list(this::file), list(() -> TreePath.of(text())));
        }

        ElfFile file() throws IOException {
            return new ElfFile(
                    TreePath.of(text()),
                    new Elf(
                            new Machine(in.readUnsignedByte(), in.readBoolean(), in.readUnsignedShort()),
                            in.readUnsignedShort(),
                            optional(),
                            list(this::text),
                            optional(),
                            list(this::text),
                            list(this::text),
                            list(() -> new VersionNeed(text(), list(this::text))),
                            list(this::text),
                            optional()));
        }

        String text() throws IOException {
            return new String(in.readNBytes(count()), StandardCharsets.UTF_8);
        }

        Optional<String> optional() throws IOException {
            return list(this::text).stream().findFirst();
        }

        <T> List<T> list(Reading<T> each) throws IOException {
            int count = count();
            var values = new ArrayList<T>();
            for (int i = 0; i < count; i++) {
                values.add(each.read());
            }
            return values;
        }

        /** Every counted thing takes at least a byte, so a count larger than what is left is no count. */
        private int count() throws IOException {
            int count = in.readInt();
            if (count < 0 || count > in.available()) {
                throw new IOException("not the facts of a tree: " + count + " things in " + in.available() + " bytes");
            }
            return count;
        }
    }
}
