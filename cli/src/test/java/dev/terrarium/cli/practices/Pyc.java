package dev.terrarium.cli.practices;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The header of a file of bytecode, and what stands behind it.
 *
 * @param magic the number that says for which Python it was compiled
 * @param flags 0: valid by time and size; 1: by a hash that nobody checks; 3: by a hash that is checked
 * @param hash of the source
 * @see <a href="https://peps.python.org/pep-0552/">PEP 552</a>
 */
record Pyc(int magic, int flags, long hash, byte[] bytes) {
    private static final int HEADER = 16;

    static Pyc read(byte[] bytes) {
        ByteBuffer header = ByteBuffer.wrap(bytes, 0, HEADER).order(ByteOrder.LITTLE_ENDIAN);
        return new Pyc(Short.toUnsignedInt(header.getShort(0)), header.getInt(4), header.getLong(8), bytes);
    }

    static String sourceOf(String path) {
        return path.replace("__pycache__/", "").replaceAll("\\.cpython-[0-9]+\\.pyc$", ".py");
    }

    static String bytecodeOf(String source) {
        int slash = source.lastIndexOf('/');
        String name = source.substring(slash + 1, source.length() - ".py".length());
        return source.substring(0, slash) + "/__pycache__/" + name + ".cpython-313.pyc";
    }

    /** Whether tracebacks will name this path. */
    boolean names(String source) {
        return Bytes.contain(bytes, ("/" + source).getBytes(UTF_8));
    }

    /** What Python computes of a source, to find out whether bytecode is still good: SipHash-1-3, keyed by the magic number. */
    static long hashOf(byte[] source, int magic) {
        long key = magic | (long) '\r' << 16 | (long) '\n' << 24;
        var state = new long[] {
            key ^ 0x736f6d6570736575L, 0x646f72616e646f6dL, key ^ 0x6c7967656e657261L, 0x7465646279746573L
        };
        ByteBuffer words = ByteBuffer.wrap(source).order(ByteOrder.LITTLE_ENDIAN);
        int whole = source.length / 8 * 8;
        for (int at = 0; at < whole; at += 8) {
            absorb(state, words.getLong(at));
        }
        long last = (long) source.length << 56;
        for (int at = whole; at < source.length; at++) {
            last |= (source[at] & 0xFFL) << 8 * (at - whole);
        }
        absorb(state, last);
        state[2] ^= 0xFF;
        for (int i = 0; i < 3; i++) {
            round(state);
        }
        return state[0] ^ state[1] ^ state[2] ^ state[3];
    }

    private static void absorb(long[] state, long word) {
        state[3] ^= word;
        round(state);
        state[0] ^= word;
    }

    private static void round(long[] v) {
        v[0] += v[1];
        v[2] += v[3];
        v[1] = Long.rotateLeft(v[1], 13) ^ v[0];
        v[3] = Long.rotateLeft(v[3], 16) ^ v[2];
        v[0] = Long.rotateLeft(v[0], 32);
        v[2] += v[1];
        v[0] += v[3];
        v[1] = Long.rotateLeft(v[1], 17) ^ v[2];
        v[3] = Long.rotateLeft(v[3], 21) ^ v[0];
        v[2] = Long.rotateLeft(v[2], 32);
    }
}
