package dev.terrarium.cli.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({"0,0", "17B,17", "2k,2000", "500M,500000000", "10G,10000000000", "10GB,10000000000", "1T,1000000000000"
    })
    void sizesHaveDecimalUnits(String written, long bytes) {
        assertThat(Quantities.bytes("max-size", written)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"0s,PT0S", "90m,PT90M", "12h,PT12H", "30d,PT720H", "2w,PT336H"})
    void agesHaveOneUnit(String written, Duration age) {
        assertThat(Quantities.age("older-than", written)).isEqualTo(age);
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> Quantities.bytes("max-size", "lots")).hasMessage("`lots` is no size for `--max-size`");
        assertThatThrownBy(() -> Quantities.bytes("max-size", "-1")).isInstanceOf(UsageError.class);
        assertThatThrownBy(() -> Quantities.age("older-than", "30")).hasMessage("`30` is no age for `--older-than`");
    }
}
