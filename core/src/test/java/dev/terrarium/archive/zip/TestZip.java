package dev.terrarium.archive.zip;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/** A zip, written field by field, so that a test can break each of them. */
final class TestZip {
    byte[] before = {};
    byte[] betweenDirectoryAndEnd = {};
    byte[] after = {};
    byte[] comment = {};
    int entries = -1;
    int disk;
    long directoryOffset = -1;
    final List<Member> members = new ArrayList<>();

    static final class Member {
        String name;
        String localName;
        byte[] data;
        byte[] extra = {};
        byte[] descriptor = {};
        int flags;
        int method;
        int crc;
        int size;
        int localSize;
        int localCrc;
        int compressedSize;
        int attributes = 0100644 << 16;
        long offset = -1;

        Member(String name, String content) {
            this.name = name;
            this.localName = name;
            this.data = content.getBytes(StandardCharsets.UTF_8);
            var running = new CRC32();
            running.update(data);
            this.crc = this.localCrc = (int) running.getValue();
            this.size = this.localSize = this.compressedSize = data.length;
        }

        /** As a writer does that does not know sizes beforehand. */
        void stream(boolean signed) {
            flags |= 8;
            localSize = 0;
            localCrc = 0;
            var bytes = ByteBuffer.allocate(signed ? 16 : 12).order(ByteOrder.LITTLE_ENDIAN);
            if (signed) {
                bytes.putInt(0x08074B50);
            }
            bytes.putInt(crc).putInt(compressedSize).putInt(size);
            descriptor = bytes.array();
        }
    }

    static TestZip of(Consumer<Member> change) {
        var zip = new TestZip();
        zip.add("first", "1", member -> {});
        zip.add("a", "content", change);
        return zip;
    }

    TestZip add(String name, String content, Consumer<Member> change) {
        var member = new Member(name, content);
        change.accept(member);
        members.add(member);
        return this;
    }

    TestZip with(Consumer<TestZip> change) {
        change.accept(this);
        return this;
    }

    byte[] build() {
        var out = new ByteArrayOutputStream();
        var directory = new ByteArrayOutputStream();
        out.writeBytes(before);
        for (Member member : members) {
            long offset = member.offset < 0 ? out.size() : member.offset;
            byte[] localName = member.localName.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(little(30)
                    .putInt(0x04034B50)
                    .putShort((short) 20)
                    .putShort((short) member.flags)
                    .putShort((short) member.method)
                    .putInt(0)
                    .putInt(member.localCrc)
                    .putInt(member.localSize == 0 ? 0 : member.compressedSize)
                    .putInt(member.localSize)
                    .putShort((short) localName.length)
                    .putShort((short) 0)
                    .array());
            out.writeBytes(localName);
            out.writeBytes(member.data);
            out.writeBytes(member.descriptor);
            byte[] name = member.name.getBytes(StandardCharsets.UTF_8);
            directory.writeBytes(little(46)
                    .putInt(0x02014B50)
                    .putInt(20 | 20 << 16)
                    .putShort((short) member.flags)
                    .putShort((short) member.method)
                    .putInt(0)
                    .putInt(member.crc)
                    .putInt(member.compressedSize)
                    .putInt(member.size)
                    .putShort((short) name.length)
                    .putShort((short) member.extra.length)
                    .putShort((short) 0)
                    .putInt(0)
                    .putInt(member.attributes)
                    .putInt((int) offset)
                    .array());
            directory.writeBytes(name);
            directory.writeBytes(member.extra);
        }
        long start = directoryOffset < 0 ? out.size() : directoryOffset;
        out.writeBytes(directory.toByteArray());
        out.writeBytes(betweenDirectoryAndEnd);
        int count = entries < 0 ? members.size() : entries;
        out.writeBytes(little(22)
                .putInt(0x06054B50)
                .putShort((short) disk)
                .putShort((short) disk)
                .putShort((short) count)
                .putShort((short) count)
                .putInt(directory.size())
                .putInt((int) start)
                .putShort((short) comment.length)
                .array());
        out.writeBytes(comment);
        out.writeBytes(after);
        return out.toByteArray();
    }

    static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
