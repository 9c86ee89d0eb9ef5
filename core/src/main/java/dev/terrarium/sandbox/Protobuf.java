package dev.terrarium.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One protobuf message while it is written, in the canonical form: fields in the order of their numbers, defaults left out.
 *
 * <p>Not the protobuf library: nine small messages are needed, only written, and never read by this program; the library is 1.7 MB
 * and its output is not promised to be canonical.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">protobuf, encoding</a>
 */
final class Protobuf {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int last;

    Protobuf string(int field, String value) {
        return value.isEmpty() ? this : bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** An element of a repeated field, which is written even when it is empty. */
    Protobuf element(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Protobuf message(int field, Protobuf value) {
        return bytes(field, value.toBytes());
    }

    Protobuf number(int field, long value) {
        if (value != 0) {
            tag(field, VARINT);
            varint(value);
        }
        return this;
    }

    Protobuf flag(int field, boolean value) {
        return number(field, value ? 1 : 0);
    }

    private Protobuf bytes(int field, byte[] value) {
        tag(field, LENGTH_DELIMITED);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    private void tag(int field, int type) {
        if (field < last) {
            throw new IllegalStateException("field " + field + " after field " + last);
        }
        last = field;
        varint((long) field << 3 | type);
    }

    private void varint(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            bytes.write((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        bytes.write((int) left);
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
