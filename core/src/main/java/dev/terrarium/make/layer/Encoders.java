package dev.terrarium.make.layer;

import dev.terrarium.archive.deflate.DeflateEncoder;
import dev.terrarium.archive.deflate.Segment;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Deflate encoders that wait to be used again: each holds megabytes, and threads come and go. */
final class Encoders {
    private final Queue<DeflateEncoder> idle = new ConcurrentLinkedQueue<>();

    Segment encode(byte[] bytes, int length) {
        DeflateEncoder waiting = idle.poll();
        DeflateEncoder encoder = waiting == null ? new DeflateEncoder() : waiting;
        Segment segment = encoder.encode(bytes, 0, length);
        idle.add(encoder);
        return segment;
    }
}
