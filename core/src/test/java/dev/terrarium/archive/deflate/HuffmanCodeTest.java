package dev.terrarium.archive.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HuffmanCodeTest {
    @Test
    void aCodeIsCompleteWithinItsLimitAndLongerForRarerSymbols() {
        var random = new Random(1);
        for (int round = 0; round < 500; round++) {
            int limit = round % 2 == 0 ? 7 : 15;
            int[] frequencies = new int[2 + random.nextInt(limit == 7 ? 18 : 285)];
            for (int i = 0; i < frequencies.length; i++) {
                frequencies[i] = random.nextInt(4) == 0 ? 0 : 1 << random.nextInt(18);
            }
            var code = new HuffmanCode(frequencies.length, limit);
            code.build(frequencies);
            assertDecodable(code.lengths(), limit);
            assertOrdered(frequencies, code.lengths());
        }
    }

    private static void assertDecodable(int[] lengths, int limit) {
        long room = 1L << limit;
        for (int length : lengths) {
            assertThat(length).isBetween(0, limit);
            room -= length == 0 ? 0 : 1L << (limit - length);
        }
        assertThat(room).isZero();
    }

    private static void assertOrdered(int[] frequencies, int[] lengths) {
        for (int i = 0; i < lengths.length; i++) {
            for (int j = 0; j < lengths.length; j++) {
                if (frequencies[i] > frequencies[j] && frequencies[j] > 0) {
                    assertThat(lengths[i]).isLessThanOrEqualTo(lengths[j]);
                }
            }
        }
    }

    @Test
    void fibonacciFrequenciesWhichMakeTheDeepestTreeStayWithinTheLimit() {
        int[] frequencies = new int[35];
        frequencies[0] = frequencies[1] = 1;
        for (int i = 2; i < frequencies.length; i++) {
            frequencies[i] = frequencies[i - 1] + frequencies[i - 2];
        }
        var code = new HuffmanCode(frequencies.length, 15);
        code.build(frequencies);

        assertDecodable(code.lengths(), 15);
    }

    @Test
    void oneSymbolOrNoneStillMakesACodeOfTwoWords() {
        var code = new HuffmanCode(5, 15);

        code.build(new int[5]);
        assertThat(code.lengths()).containsExactly(1, 1, 0, 0, 0);

        code.build(new int[] {0, 0, 0, 9, 0});
        assertThat(code.lengths()).containsExactly(1, 0, 0, 1, 0);
    }

    @Test
    void theCodeOfTheSpecificationsExampleIsTheOneInTheSpecification() {
        var code = HuffmanCode.ofLengths(new int[] {3, 3, 3, 3, 3, 2, 4, 4});

        assertThat(code.codes()).containsExactly(0b010, 0b110, 0b001, 0b101, 0b011, 0b00, 0b0111, 0b1111);
    }
}
