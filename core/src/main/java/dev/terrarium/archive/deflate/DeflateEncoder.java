package dev.terrarium.archive.deflate;

import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The deflate encoder of layers: bytes in, one independent {@link Segment} out, and the same one on every machine.
 *
 * <p>Not {@code java.util.zip.Deflater}: its bytes are those of whatever zlib the JDK was linked with, and layers are identified
 * by their bytes. Here everything is integer arithmetic over arrays, byte order is spelled out, every table starts empty for
 * every segment, and wherever two choices are equally good a rule picks one. So the output is a function of the input and of
 * {@link #ID}, which changes with every change of the output, however small.
 *
 * <p>How it goes: {@link Matcher} finds earlier occurrences; this class decides which of them to take; {@link BlockSplitter}
 * cuts the tokens into blocks; {@link BlockWriter} writes each block in its cheapest form. The decision is a lazy one: a match
 * is taken only if none that starts a byte later is better, where better weighs four bits for a byte against the bits
 * of a longer distance.
 *
 * <p>An encoder is reused and holds about a megabyte; it belongs to one thread at a time. One segment is at most
 * {@link #LARGEST} bytes, because it is worked on in memory.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951</a>
 */
public final class DeflateEncoder {
    /** Name and version of what decides the bytes; part of every cache key that holds deflated bytes. */
    public static final String ID = "terrarium-deflate/1";

    public static final int LARGEST = 1 << 28;

    private static final int TRIES = 40;
    private static final int TRIES_AFTER_GOOD = 12;
    private static final int GOOD = 16;
    private static final int ENOUGH = 96;

    private final BitWriter out = new BitWriter();
    private final BlockWriter writer = new BlockWriter(out);
    private final BlockSplitter blocks = new BlockSplitter(writer);
    private final Matcher matcher = new Matcher();
    private byte[] raw = new byte[Matcher.SLACK];

    /** Deflates a slice; nothing of earlier calls has any influence. */
    public Segment encode(byte[] bytes, int offset, int length) {
        if (length > LARGEST) {
            throw new IllegalArgumentException("a segment of " + length + " bytes");
        }
        take(bytes, offset, length);
        out.reset();
        blocks.reset();
        matcher.reset(raw, length);
        parse(length);
        blocks.finish(raw);
        writer.writeSyncFlush();
        var crc = new CRC32();
        crc.update(raw, 0, length);
        return new Segment(out.toByteArray(), length, (int) crc.getValue());
    }

    private void take(byte[] bytes, int offset, int length) {
        if (raw.length < length + Matcher.SLACK) {
            raw = new byte[length + Matcher.SLACK];
        }
        System.arraycopy(bytes, offset, raw, 0, length);
        Arrays.fill(raw, length, length + Matcher.SLACK, (byte) 0);
    }

    private void parse(int end) {
        int at = 0;
        while (at < end) {
            int match = matcher.longest(at, Symbols.SHORTEST_MATCH - 1, TRIES, ENOUGH);
            if (match == 0) {
                blocks.literal(raw, raw[at++]);
            } else {
                at = settle(at, match);
            }
        }
    }

    /** Takes the match found at a place, or a better one right after it; says where the next place is. */
    private int settle(int start, int found) {
        int at = start;
        int match = found;
        while (Matcher.length(match) < ENOUGH) {
            int length = Matcher.length(match);
            int tries = length >= GOOD ? TRIES_AFTER_GOOD : TRIES;
            int next = matcher.longest(at + 1, length - 1, tries, ENOUGH);
            if (gain(next, match) > 2) {
                blocks.literal(raw, raw[at++]);
                match = next;
                continue;
            }
            blocks.match(raw, match);
            matcher.enter(at + 2, at + length);
            return at + length;
        }
        blocks.match(raw, match);
        matcher.enter(at + 1, at + Matcher.length(match));
        return at + Matcher.length(match);
    }

    /** What another match saves, in bits. */
    private static int gain(int other, int match) {
        if (other == 0) {
            return Integer.MIN_VALUE;
        }
        return 4 * (Matcher.length(other) - Matcher.length(match))
                + Integer.numberOfLeadingZeros(Matcher.distance(other))
                - Integer.numberOfLeadingZeros(Matcher.distance(match));
    }
}
