package dev.terrarium.oci.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.json.JsonInvalid;
import dev.terrarium.oci.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageRecordTest {
    private static final Digest A = Digest.ofBytes(new byte[] {1});
    private static final Digest B = Digest.ofBytes(new byte[] {2});

    private static final ImageRecord RECORD = new ImageRecord(
            List.of(
                    new Segment(
                            Segment.Name.OS,
                            0,
                            Optional.empty(),
                            Optional.of(A),
                            List.of(A),
                            List.of(B),
                            A,
                            new TreeSet<>(List.of("LANG")),
                            new TreeSet<>()),
                    new Segment(
                            Segment.Name.PROJECT,
                            1,
                            Optional.of(A),
                            Optional.of(A),
                            List.of(),
                            List.of(),
                            B,
                            new TreeSet<>(),
                            new TreeSet<>(List.of("User", "Cmd")))),
            new BaseRecord("debian:trixie", new TreeMap<>(Map.of("trixie", A, "trixie-security", B)), "amd64"),
            new InterpreterRecord("3.13.5", "cp313", ".cpython-313-x86_64-linux-gnu.so", 3571, "debian:trixie"),
            A,
            Optional.of(B),
            A,
            B,
            new BuilderRecord("0.1.0", 1, 1, "terrarium-deflate-1"));

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        assertThat(ImageRecord.read(RECORD.labels())).contains(RECORD);
    }

    @Test
    void theLabelsAreTheseAndCanonical() {
        assertThat(RECORD.labels().keySet())
                .containsExactly(
                        "dev.terrarium.base",
                        "dev.terrarium.builder",
                        "dev.terrarium.configuration",
                        "dev.terrarium.interpreter",
                        "dev.terrarium.lock",
                        "dev.terrarium.project-lock",
                        "dev.terrarium.segments",
                        "dev.terrarium.source");
        assertThat(RECORD.labels())
                .containsEntry(
                        "dev.terrarium.builder",
                        "{\"encoder\":\"terrarium-deflate-1\",\"installRules\":1,\"tarRules\":1,\"version\":\"0.1.0\"}");
    }

    @Test
    void anImageOfSomebodyElseHasNone() throws Exception {
        assertThat(ImageRecord.read(Map.of("dev.terrarium.lock", A.toString()))).isEmpty();
    }

    @Test
    void whatALaterVersionAddsIsIgnored() throws Exception {
        var labels = new TreeMap<>(RECORD.labels());
        labels.put("dev.terrarium.colour", "green");
        labels.compute("dev.terrarium.builder", (name, text) -> "{\"later\":[1.5]," + text.substring(1));

        assertThat(ImageRecord.read(labels)).contains(RECORD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "lock        | sha256:12            | `dev.terrarium.lock` is not a SHA-256 digest",
                "segments    | {}                   | `dev.terrarium.segments` is an object, not a list",
                "segments    | [{}]                 | `dev.terrarium.segments[0].diffIds` is missing",
                "builder     | {\"a\":1,\"a\":1}    | `dev.terrarium.builder` cannot be read: `a` occurs twice in one object",
                "interpreter | {\"magic\": 99999}   | `dev.terrarium.interpreter.magic` has more than 16 bits",
            })
    void aRecordThatLiesIsRefused(String label, String text, String message) {
        var labels = new TreeMap<>(RECORD.labels());
        labels.put("dev.terrarium." + label, text);

        assertThatThrownBy(() -> ImageRecord.read(labels))
                .isInstanceOf(JsonInvalid.class)
                .hasMessage(message);
    }

    @Test
    void mutatedRecordsAreReadOrRefused() {
        var random = new Random(2);
        for (int i = 0; i < 1_000; i++) {
            var labels = new TreeMap<>(RECORD.labels());
            String name = List.copyOf(labels.keySet()).get(random.nextInt(labels.size()));
            var text = new StringBuilder(labels.get(name));
            text.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(95)));
            labels.put(name, text.toString());
            try {
                assertThat(ImageRecord.read(labels)).isPresent();
            } catch (JsonInvalid refused) {
                assertThat(refused).hasMessageStartingWith("`dev.terrarium.");
            }
        }
    }
}
