package dev.terrarium.cli.practices;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Finding a few bytes in very many: each step looks at the last byte of where they might be. */
final class Bytes {
    private Bytes() {}

    static int indexOf(ByteBuffer all, byte[] sought) {
        int last = sought.length - 1;
        int[] step = new int[256];
        Arrays.fill(step, sought.length);
        for (int i = 0; i < last; i++) {
            step[sought[i] & 0xFF] = last - i;
        }
        for (int at = last; at < all.limit(); at += step[all.get(at) & 0xFF]) {
            if (all.get(at) == sought[last]
                    && all.slice(at - last, sought.length).equals(ByteBuffer.wrap(sought))) {
                return at - last;
            }
        }
        return -1;
    }

    static boolean contain(byte[] all, byte[] sought) {
        return indexOf(ByteBuffer.wrap(all), sought) >= 0;
    }
}
