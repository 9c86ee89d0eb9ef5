package dev.terrarium.delivery;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP/1.1 exchange at a time over a UNIX socket, which is how engines are spoken to.
 *
 * <p>Not {@code java.net.http}, which cannot connect to such sockets. No redirects, no authentication, no reuse of connections:
 * whoever may open the socket is root already, and an image is one request.
 */
record SocketHttp(Path socket) {
    private static final int LONGEST_LINE = 1 << 14;
    private static final int MOST_HEADERS = 200;

    /** What came back; the body is read before the exchange ends. */
    record Answer(int status, InputStream body) {
        boolean isSuccess() {
            return status / 100 == 2;
        }

        /** As much of the body as fits into a message. */
        String text() throws IOException {
            return new String(body.readNBytes(1 << 20), StandardCharsets.UTF_8);
        }
    }

    /** Who reads an answer. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Answer answer) throws IOException;
    }

    <T> T get(String target, Reader<T> reader) throws IOException {
        return exchange("GET", target, Optional.empty(), reader);
    }

    <T> T post(String target, Scratch.Content tar, Reader<T> reader) throws IOException {
        return exchange("POST", target, Optional.of(tar), reader);
    }

    private <T> T exchange(String method, String target, Optional<Scratch.Content> body, Reader<T> reader)
            throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            var out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            var in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
            String head = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + (body.isPresent() ? "Content-Type: application/x-tar\r\nTransfer-Encoding: chunked\r\n" : "")
                    + "\r\n";
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            Optional<IOException> broken = send(body, out);
            try {
                return reader.read(answer(in));
            } catch (IOException e) {
                throw broken.orElse(e);
            }
        }
    }

    /** An engine that refuses answers before it has read everything, and closes: its answer counts, not the broken pipe. */
    private static Optional<IOException> send(Optional<Scratch.Content> body, OutputStream out) throws IOException {
        var chunks = new Chunks(out);
        try {
            if (body.isPresent()) {
                body.get().writeTo(chunks);
                chunks.end();
            }
            out.flush();
            return Optional.empty();
        } catch (IOException e) {
            if (chunks.broken) {
                return Optional.of(e);
            }
            throw e;
        }
    }

    private static Answer answer(InputStream in) throws IOException {
        String[] status = line(in).split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("[1-5][0-9]{2}")) {
            throw new IOException("no HTTP answer");
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 0 || headers.size() >= MOST_HEADERS) {
                throw new IOException("no HTTP header");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        if (status[1].startsWith("1")) {
            return answer(in);
        }
        return new Answer(Integer.parseInt(status[1]), body(in, headers));
    }

    private static InputStream body(InputStream in, Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .endsWith("chunked")) {
            return new ChunkedInput(in);
        }
        String length = headers.get("content-length");
        if (length == null) {
            return in;
        }
        if (!length.matches("[0-9]{1,18}")) {
            throw new IOException("no HTTP content length");
        }
        return new dev.terrarium.io.LimitedInput(in, Long.parseLong(length));
    }

    static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() >= LONGEST_LINE) {
                throw new IOException("the answer ends in the middle");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** The chunked coding of what is written to it. */
    private static final class Chunks extends OutputStream {
        private final OutputStream out;
        private boolean broken;

        Chunks(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            if (count == 0) {
                return;
            }
            broken = true;
            out.write((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes, offset, count);
            out.write('\r');
            out.write('\n');
            broken = false;
        }

        void end() throws IOException {
            broken = true;
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            broken = false;
        }
    }
}
