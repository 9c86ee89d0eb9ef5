package dev.terrarium.make.layer;

import dev.terrarium.archive.deflate.GzipMember;
import dev.terrarium.archive.deflate.Segment;
import dev.terrarium.io.Scope;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a tar entry by entry, cuts it into segments, deflates several at once, and writes them in order.
 *
 * <p>Cuts depend on the entries' lengths alone: a segment is at most {@link #LONGEST} bytes; an entry that does not fit into the
 * rest of one begins the next; an entry that is longer than a segment is cut after each full one. So neither cores nor timing
 * have any influence.
 *
 * <p>While one batch of segments is deflated, the next is filled; there are never more than two in memory.
 */
final class SegmentWriter implements AutoCloseable {
    static final int LONGEST = 1 << 20;

    private final OutputStream out;
    private final Encoders encoders;
    private final int batchSize;
    private final Deque<byte[]> spare = new ArrayDeque<>();
    private final List<Raw> filled = new ArrayList<>();
    private @Nullable Batch running;
    private byte[] buffer = new byte[LONGEST];
    private int fill;
    private GzipMember written = GzipMember.EMPTY;

    private record Raw(byte[] bytes, int length) {}

    private record Batch(Scope scope, List<Raw> raw, List<Scope.Task<Segment>> tasks) {}

    SegmentWriter(OutputStream out, Encoders encoders, int batchSize) {
        this.out = out;
        this.encoders = encoders;
        this.batchSize = batchSize;
    }

    /** An entry of so many bytes begins: header, content and padding. */
    void begin(long length) throws IOException, InterruptedException {
        if (fill > 0 && fill + length > LONGEST) {
            cut();
        }
    }

    void write(byte[] bytes, int offset, int length) throws IOException, InterruptedException {
        int done = 0;
        while (done < length) {
            if (fill == LONGEST) {
                cut();
            }
            int count = Math.min(length - done, LONGEST - fill);
            System.arraycopy(bytes, offset + done, buffer, fill, count);
            fill += count;
            done += count;
        }
    }

    /** Writes what is left, and says the CRC and length of everything. */
    GzipMember finish() throws IOException, InterruptedException {
        if (fill > 0) {
            cut();
        }
        start();
        settle();
        return written;
    }

    private void cut() throws IOException, InterruptedException {
        filled.add(new Raw(buffer, fill));
        if (filled.size() == batchSize) {
            start();
        }
        byte[] waiting = spare.poll();
        buffer = waiting == null ? new byte[LONGEST] : waiting;
        fill = 0;
    }

    /** The filled batch takes the place of the one that runs. */
    private void start() throws IOException, InterruptedException {
        settle();
        var scope = new Scope();
        var raw = List.copyOf(filled);
        running = new Batch(
                scope,
                raw,
                raw.stream()
                        .map(segment -> scope.fork(() -> encoders.encode(segment.bytes, segment.length)))
                        .toList());
        filled.clear();
    }

    private void settle() throws IOException, InterruptedException {
        if (running == null) {
            return;
        }
        running.scope.join();
        for (Scope.Task<Segment> task : running.tasks) {
            Segment segment = task.get();
            out.write(segment.deflated());
            written = written.with(segment.crc(), segment.rawLength());
        }
        running.raw.forEach(raw -> spare.add(raw.bytes));
        close();
    }

    @Override
    public void close() {
        if (running != null) {
            running.scope.close();
            running = null;
        }
    }
}
