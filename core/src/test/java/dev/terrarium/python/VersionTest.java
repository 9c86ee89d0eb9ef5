package dev.terrarium.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
    /** From the lowest to the highest, as the standard lists them. */
    private static final List<String> ORDERED = List.of(
            "1.dev0",
            "1.0.dev456",
            "1.0a1",
            "1.0a2.dev456",
            "1.0a12.dev456",
            "1.0a12",
            "1.0b1.dev456",
            "1.0b2",
            "1.0b2.post345.dev456",
            "1.0b2.post345",
            "1.0rc1.dev456",
            "1.0rc1",
            "1.0",
            "1.0+abc.5",
            "1.0+abc.7",
            "1.0+5",
            "1.0.post456.dev34",
            "1.0.post456",
            "1.0.15",
            "1.1.dev1",
            "2024.12.30",
            "70000.1",
            "1!0.1");

    @Test
    void theOrderIsThatOfTheStandard() {
        List<Version> versions =
                new ArrayList<>(ORDERED.stream().map(Version::of).toList());
        Collections.shuffle(versions, new Random(7));
        Collections.sort(versions);
        assertThat(versions.stream().map(Version::original)).containsExactlyElementsOf(ORDERED);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0RC1, 1.0rc1", "v1.0, 1.0", "1.0-1, 1.0.post1", "1.0.c3, 1.0rc3", "1.0-alpha.2, 1.0a2",
                "1.0_preview, 1.0rc0",
        "1.0.r4, 1.0.post4", "01.002.0, 1.2.0", "0!1, 1", "1.0+Ubuntu-01, 1.0+ubuntu.1", "1dev, 1.dev0", "' 1.0 ', 1.0"
    })
    void theNormalFormIsTheStandards(String text, String normal) {
        assertThat(Version.of(text)).hasToString(normal);
        assertThat(Version.of(text).original()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.",
                ".1",
                "1..2",
                "a",
                "1.0+",
                "1.0+a..b",
                "1.0 1",
                "1.0.x",
                "1!",
                "1.0-",
                "²",
                "1.0prevıew1",
                "1.0+ı"
            })
    void whatIsNoVersionIsNone(String text) {
        assertThat(Version.parse(text)).isEmpty();
    }

    @Test
    void zerosAtTheEndMakeNoDifference() {
        assertThat(Version.of("1.0")).isEqualTo(Version.of("1.0.0.0.0.0")).hasSameHashCodeAs(Version.of("1"));
        assertThat(Version.of("1!1.0.0")).isEqualTo(Version.of("1!1")).hasSameHashCodeAs(Version.of("1!1"));
    }

    @Test
    void aTextWithoutEndIsRefused() {
        assertThat(Version.parse("1".repeat(100_000))).isEmpty();
    }

    @Test
    void orderAndNormalFormAreThoseOfThePackagingLibrary(@TempDir Path directory) {
        List<String> versions = new VersionsForTests(1).some(1_500);
        var pairs = new ArrayList<String>();
        for (int i = 0; i + 1 < versions.size(); i++) {
            pairs.add(versions.get(i) + " " + versions.get(i + 1));
        }
        List<String> answers = PackagingOracle.answers(directory, 0, """
                from packaging.version import Version
                for line in sys.stdin:
                    a, b = map(Version, line.split())
                    print(a, b, (a > b) - (a < b), a.is_prerelease)
                """, pairs);
        assertThat(pairs.stream().map(VersionTest::described)).containsExactlyElementsOf(answers);
    }

    private static String described(String pair) {
        Version one = Version.of(pair.split(" ")[0]);
        Version two = Version.of(pair.split(" ")[1]);
        String prerelease = one.isPrerelease() ? "True" : "False";
        return one + " " + two + " " + Integer.signum(one.compareTo(two)) + " " + prerelease;
    }
}
