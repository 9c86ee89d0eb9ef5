package dev.terrarium.delivery;

import java.io.IOException;
import java.io.InputStream;

/** A body in HTTP's chunked coding, as a stream; one that ends before its last chunk is an error and not an end. */
final class ChunkedInput extends InputStream {
    private final InputStream in;
    private long left;
    private boolean started;
    private boolean ended;

    ChunkedInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int got = in.read(bytes, offset, (int) Math.min(count, left));
        if (got < 0) {
            throw new IOException("the answer ends in the middle");
        }
        left -= got;
        return got;
    }

    private void nextChunk() throws IOException {
        if (started && !SocketHttp.line(in).isEmpty()) {
            throw new IOException("no HTTP chunk");
        }
        started = true;
        String size = SocketHttp.line(in).replaceFirst("[; ].*", "");
        if (!size.matches("[0-9a-fA-F]{1,15}")) {
            throw new IOException("no HTTP chunk");
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
            ended = true;
            String trailer;
            do {
                trailer = SocketHttp.line(in);
            } while (!trailer.isEmpty());
        }
    }
}
