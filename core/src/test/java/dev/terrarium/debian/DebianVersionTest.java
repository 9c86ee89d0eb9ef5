package dev.terrarium.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DebianVersionTest {
    private static final List<String> PIECES = List.of(
            "0",
            "00",
            "1",
            "01",
            "2",
            "9",
            "10",
            "12",
            "2024",
            "99999999999999999999",
            "a",
            "b",
            "rc",
            "~",
            "~~",
            "+",
            ".",
            "-",
            "+deb13u1",
            "~rc1",
            "dfsg",
            "Z",
            "A");

    @ParameterizedTest
    @CsvSource({
        "1.0, 1.0, 0",
        "0:1.0, 1.0, 0",
        "1.0-0, 1.0, 0",
        "1.0~rc1, 1.0, -1",
        "1.0~~, 1.0~, -1",
        "1:0.1, 9.9, 1",
        "1.10, 1.9, 1",
        "1.0+b1, 1.0, 1",
        "1.0a, 1.0+, -1",
        "2.41-12+deb13u2, 2.41-12+deb13u10, -1",
        "1.001, 1.1, 0",
    })
    void versionsAreOrderedAsPolicySays(String one, String two, int order) {
        var left = new DebianVersion(one);
        var right = new DebianVersion(two);
        assertThat(Integer.signum(left.compareTo(right))).isEqualTo(order);
        assertThat(Integer.signum(right.compareTo(left))).isEqualTo(-order);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-1", "1-", ":1", "1:", "a", "x:1", "1.0_2", "1 0", "1.0-a_b", "1234567890:1", "é1", "1é"})
    void whatDpkgRefusesIsRefused(String text) {
        assertThat(DebianVersion.parse(text)).isEmpty();
    }

    @Test
    void theUpstreamVersionStandsAlone() {
        assertThat(new DebianVersion("1:3.13.5-2+deb13u1").upstreamVersion()).isEqualTo("3.13.5");
        assertThat(new DebianVersion("2026a-0").upstreamVersion()).isEqualTo("2026a");
    }

    @Test
    void dpkgAgreesOnGeneratedPairs() throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/usr/bin/dpkg"))) {
            Assumptions.abort("oracle missing: dpkg");
        }
        var random = new Random(20260504);
        var pairs = new ArrayList<DebianVersion[]>();
        while (pairs.size() < 800) {
            var one = version(random);
            pairs.add(new DebianVersion[] {one, random.nextInt(4) == 0 ? version(random) : near(one, random)});
        }
        assertThat(judged(pairs))
                .isEqualTo(pairs.stream()
                        .map(pair -> Integer.toString(Integer.signum(pair[0].compareTo(pair[1]))))
                        .toList());
    }

    private static List<String> judged(List<DebianVersion[]> pairs) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "while read -r a b; do if dpkg --compare-versions \"$a\" lt \"$b\"; then echo -1;"
                                + " elif dpkg --compare-versions \"$a\" gt \"$b\"; then echo 1; else echo 0; fi; done")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Thread.startVirtualThread(() -> {
            try (var in = new OutputStreamWriter(shell.getOutputStream(), StandardCharsets.UTF_8)) {
                for (DebianVersion[] pair : pairs) {
                    in.write(pair[0] + " " + pair[1] + "\n");
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        List<String> answers = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        shell.waitFor();
        return answers;
    }

    private static DebianVersion version(Random random) {
        while (true) {
            var text = new StringBuilder(random.nextInt(5) == 0 ? random.nextInt(3) + ":" : "");
            for (int i = random.nextInt(1, 7); i > 0; i--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            var version = DebianVersion.parse(text.toString());
            if (version.isPresent()) {
                return version.get();
            }
        }
    }

    private static DebianVersion near(DebianVersion version, Random random) {
        while (true) {
            int at = random.nextInt(version.text().length() + 1);
            var near = DebianVersion.parse(version.text().substring(0, at)
                    + PIECES.get(random.nextInt(PIECES.size()))
                    + version.text()
                            .substring(Math.min(
                                    at + random.nextInt(2), version.text().length())));
            if (near.isPresent()) {
                return near.get();
            }
        }
    }
}
