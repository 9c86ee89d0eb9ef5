package dev.terrarium.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.terrarium.io.LimitExceeded;
import java.util.Arrays;
import java.util.Random;

/** Damages valid inputs at random, the same way in every run, and demands that a decoder says so by its own exceptions. */
public final class Damage {
    private Damage() {}

    /** A decoder that reads everything there is to read. */
    @FunctionalInterface
    public interface Decoder {
        void decode(byte[] bytes) throws Exception;
    }

    public static void isAlwaysToldProperly(byte[] valid, int rounds, Decoder decoder) {
        var random = new Random(valid.length);
        for (int round = 0; round < rounds; round++) {
            byte[] damaged = damage(valid, random);
            Throwable thrown = catchThrowable(() -> decoder.decode(damaged));
            if (thrown != null) {
                assertThat(thrown).isInstanceOfAny(ArchiveException.class, LimitExceeded.class);
                assertThat(thrown.getMessage()).isNotBlank().doesNotContain("\n");
            }
        }
    }

    private static byte[] damage(byte[] valid, Random random) {
        byte[] bytes = valid.clone();
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + random.nextInt(20)), (byte) 0xFF);
                case 3 -> {
                    int from = random.nextInt(bytes.length);
                    int length = Math.min(random.nextInt(64), bytes.length - Math.max(at, from));
                    System.arraycopy(bytes, from, bytes, at, length);
                }
                default -> bytes = at == 0 ? bytes : Arrays.copyOf(bytes, at);
            }
        }
        return bytes;
    }
}
