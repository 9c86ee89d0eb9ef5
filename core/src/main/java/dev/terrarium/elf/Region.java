package dev.terrarium.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Bytes that can be read at any position: a file in memory, or a slice of one on disk. */
public interface Region {
    long size();

    /** Fills the buffer from {@code offset} on; the caller stays within {@link #size}. */
    void read(long offset, ByteBuffer into) throws IOException;

    static Region of(byte[] bytes) {
        return new Region() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public void read(long offset, ByteBuffer into) {
                into.put(bytes, (int) offset, into.remaining());
            }
        };
    }

    /** {@code size} bytes of an open file from {@code start} on; a file that is shorter throws when it is read. */
    static Region of(FileChannel channel, long start, long size) {
        return new Region() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public void read(long offset, ByteBuffer into) throws IOException {
                long position = start + offset;
                while (into.hasRemaining()) {
                    int count = channel.read(into, position);
                    if (count < 0) {
                        throw new MalformedElf("the file ends early");
                    }
                    position += count;
                }
            }
        };
    }
}
