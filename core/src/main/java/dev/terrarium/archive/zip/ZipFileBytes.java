package dev.terrarium.archive.zip;

import dev.terrarium.archive.ArchiveException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** The bytes of a zip file, little-endian, read where they are asked for. */
record ZipFileBytes(FileChannel channel, long length) {
    static ZipFileBytes of(FileChannel channel) throws IOException {
        return new ZipFileBytes(channel, channel.size());
    }

    /** Exactly so many bytes from {@code at} on. */
    ByteBuffer read(long at, int count) throws IOException {
        if (at < 0 || at > length - count) {
            throw new ArchiveException("the zip points to byte " + at + ", outside of itself");
        }
        var buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new ArchiveException("the zip became shorter while it was read");
            }
        }
        return buffer.flip();
    }

    static byte[] take(ByteBuffer buffer, int count) {
        byte[] bytes = new byte[count];
        buffer.get(bytes);
        return bytes;
    }

    static int unsigned(short value) {
        return value & 0xFFFF;
    }

    static long unsigned(int value) {
        return value & 0xFFFFFFFFL;
    }
}
