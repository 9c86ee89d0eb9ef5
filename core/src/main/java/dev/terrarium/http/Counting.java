package dev.terrarium.http;

import dev.terrarium.io.Progress;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of all bodies that came in, for the line at the end of a build. */
public record Counting(Http http, AtomicLong bytes) implements Http {
    public Counting(Http http) {
        this(http, new AtomicLong());
    }

    @Override
    public Answer document(URI uri, Map<String, String> headers, int limit) {
        Answer answer = http.document(uri, headers, limit);
        bytes.addAndGet(answer.body().length);
        return answer;
    }

    @Override
    public boolean download(URI uri, Map<String, String> headers, OutputStream to, Progress.Step progress)
            throws IOException {
        return http.download(uri, headers, new Counted(to), progress);
    }

    private final class Counted extends FilterOutputStream {
        Counted(OutputStream to) {
            super(to);
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            bytes.incrementAndGet();
        }

        @Override
        public void write(byte[] values, int offset, int length) throws IOException {
            out.write(values, offset, length);
            bytes.addAndGet(length);
        }
    }
}
