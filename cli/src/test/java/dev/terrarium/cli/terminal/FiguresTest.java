package dev.terrarium.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "999,999 B",
        "1000,1.0 kB",
        "1949,1.9 kB",
        "1950,2.0 kB",
        "999949,999.9 kB",
        "999950,1.0 MB",
        "38200000,38.2 MB",
        "9223372036854775807,9.2 EB"
    })
    void bytesHaveDecimalUnitsAndOneDigit(long count, String text) {
        assertThat(Figures.bytes(count)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0 ms", "99,99 ms", "100,0.1 s", "1949,1.9 s", "59949,59.9 s", "59950,1 min 0 s", "125400,2 min 5 s"})
    void timesAreShortToRead(long millis, String text) {
        assertThat(Figures.duration(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0 packages", "1,1 package", "41,41 packages"})
    void nounsAgreeWithTheirNumber(long number, String text) {
        assertThat(Figures.count(number, "package")).isEqualTo(text);
    }
}
