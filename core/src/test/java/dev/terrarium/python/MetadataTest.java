package dev.terrarium.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataTest {
    private static final String VALID = """
            Metadata-Version: 2.4
            Name: Flask_Login
            Version: 1.0
            Summary: a
              summary
            License-Expression: MIT
            Requires-Dist: flask>=2.*
            Requires-Dist: redis (>=4) ; extra ==
             "cache"
            Requires-Python: >=3.8,
            Provides-Extra: Cache

            Requires-Dist: not-this
            """;

    @Test
    void theHeadIsReadAndTheDescriptionIsNot() throws Malformed {
        Metadata metadata = Metadata.read(VALID.replace("\n", "\r\n").getBytes(UTF_8));
        assertThat(metadata.name()).hasToString("flask-login");
        assertThat(metadata.version()).hasToString("1.0");
        assertThat(metadata.requires().stream().map(Requirement::toString))
                .containsExactly("flask>=2", "redis>=4; extra == \"cache\"");
        assertThat(metadata.requiresPython()).hasToString(">=3.8");
        assertThat(metadata.extras()).extracting(Extra::name).containsExactly("cache");
        assertThat(metadata.license()).contains("MIT");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Name: a                                                | METADATA has no `Metadata-Version`
            Metadata-Version: 3.0                                  | METADATA of the unknown version `3.0`
            Metadata-Version: 2.1                                  | METADATA has no `Name`
            Metadata-Version: 2.1;Name: a                          | METADATA has no `Version`
            Metadata-Version: 2.1;Name: a;Version: x               | not a version: `x`
            Metadata-Version: 2.1;Name: ../a;Version: 1            | not a package name: `../a`
            Metadata-Version: 2.1;Name: a;Name: b                  | METADATA says `name` more than once
            no field                                               | a line of METADATA without a field: `no field`
            Metadata-Version: 2.1;Name: a;Version: 1;Requires-Dist: | not a package name: ``
            Metadata-Version: 2.1;Name: a;Version: 1;Provides-Extra: ! | not a name of an extra: `!`
            """)
    void brokenMetadataIsExplained(String lines, String message) {
        byte[] bytes = lines.replace(';', '\n').getBytes(UTF_8);
        assertThatThrownBy(() -> Metadata.read(bytes))
                .isInstanceOf(Malformed.class)
                .hasMessage(message);
    }

    @Test
    void aHugeFileIsRefused() {
        assertThatThrownBy(() -> Metadata.read(new byte[Metadata.LARGEST + 1]))
                .hasMessage("METADATA of more than 8 MiB");
        assertThatThrownBy(() -> Metadata.read(" x".getBytes(UTF_8)))
                .hasMessage("METADATA begins with a continued line");
        assertThatThrownBy(
                        () -> Metadata.read(("Requires-Dist: a" + "\n ,aaaaaaaaaaaaaaa".repeat(9_000)).getBytes(UTF_8)))
                .hasMessage("a field of METADATA of more than 65536 characters");
    }

    @Test
    void mutatedMetadataIsReadOrRefused() {
        var random = new Random(11);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = VALID.getBytes(UTF_8);
            for (int changes = random.nextInt(6); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(Metadata.read(bytes).name()).isNotNull();
            } catch (Malformed e) {
                assertThat(e).message().isNotBlank().doesNotContain("\n");
            }
        }
    }
}
