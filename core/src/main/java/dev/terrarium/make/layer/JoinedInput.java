package dev.terrarium.make.layer;

import dev.terrarium.io.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;

/** Sources one after the other as one stream; each is opened when the one before it has ended. */
final class JoinedInput extends InputStream {
    private final Iterator<ByteSource> sources;
    private InputStream current = InputStream.nullInputStream();

    JoinedInput(List<ByteSource> sources) {
        this.sources = List.copyOf(sources).iterator();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = current.read(bytes, offset, length);
        while (count < 0 && sources.hasNext()) {
            current.close();
            current = sources.next().open();
            count = current.read(bytes, offset, length);
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
