package dev.terrarium.cli.practices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tests of images read with has to be right itself, or they would pass whatever an image holds. */
class ReadersTest {
    @ParameterizedTest
    @CsvSource({"needle,0", "xneedle,1", "neeneedle,3", "needneedlex,4", "nneedl,-1", "need,-1", "eedleneedl,-1"})
    void bytesAreFoundWhereTheyAre(String all, int at) {
        assertThat(Bytes.indexOf(ByteBuffer.wrap(all.getBytes(UTF_8)), "needle".getBytes(UTF_8)))
                .isEqualTo(at);
    }

    /** Computed by {@code _imp.source_hash} of CPython 3.13, whose magic number is 3571. */
    @ParameterizedTest
    @CsvSource({"0,27ec6d312f93b814", "100,0ee88cd083988ffd"})
    void theHashOfASourceIsPythons(int times, String hash) {
        long computed = Pyc.hashOf("x = 1".repeat(times).getBytes(UTF_8), 3571);
        ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(computed);
        assertThat(HexFormat.of().formatHex(bytes.array())).isEqualTo(hash);
    }

    @Test
    void sourcesAndTheirBytecodeAreFoundFromEachOther() {
        assertThat(Pyc.bytecodeOf("a/b.c.py")).isEqualTo("a/__pycache__/b.c.cpython-313.pyc");
        assertThat(Pyc.sourceOf("a/__pycache__/b.c.cpython-313.pyc")).isEqualTo("a/b.c.py");
    }
}
