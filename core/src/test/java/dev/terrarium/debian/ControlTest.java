package dev.terrarium.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paragraphs and the relations that stand in them. */
class ControlTest {
    private static final String TEXT = """
            # a comment
            Package: base-files
            Description: Debian base system
             first
             .
              second
            Depends: libc6 (>= 2.38), awk | mawk:any

            \t
            package: other
            """;

    @Test
    void paragraphsAreSplitAndLinesJoined() throws MalformedControl {
        List<Stanza> stanzas = Stanza.read(TEXT);
        assertThat(stanzas).hasSize(2);
        assertThat(stanzas.getFirst().field("description")).contains("Debian base system\nfirst\n.\n second");
        assertThat(stanzas.getLast().require("package")).isEqualTo("other");
        assertThat(stanzas.getLast().field("depends")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "' x' | line 1 continues a field, but there is none before it",
                "'nothing' | line 1 is no field: `nothing`",
                "': x' | line 1 is no field: `: x`",
                "'a b: x' | line 1 is no field: `a b: x`",
                "'a: 1\nA: 2' | line 2 repeats the field `a`",
            })
    void brokenParagraphsAreNamedByTheirLine(String text, String message) {
        assertThatThrownBy(() -> Stanza.read(text))
                .isInstanceOf(MalformedControl.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "libc6 (>= 2.38), awk | [libc6 (>= 2.38), awk]",
                "debconf (>= 0.5) / debconf-2.0 | [debconf (>= 0.5) / debconf-2.0]",
                "python3:any,  | [python3:any]",
                "a(=1), b (<< 2:1~), c(> 3) | [a (= 1), b (<< 2:1~), c (>= 3)]",
                "libx [amd64 arm64] | [libx]",
            })
    void relationsAreRead(String field, String expected) throws MalformedControl {
        assertThat(Dependency.parse(field.replace('/', '|')).toString()).isEqualTo(expected.replace('/', '|'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A_B | not a relation between packages: `A_B`",
                "a (>= ) | not a relation between packages: `a (>= )`",
                "a (>= _) | not a Debian version: `_`",
                "a (1) | not a relation between packages: `a (1)`",
                "a b | not a relation between packages: `a b`",
            })
    void brokenRelationsAreNamed(String field, String message) {
        assertThatThrownBy(() -> Dependency.parse(field))
                .isInstanceOf(MalformedControl.class)
                .hasMessage(message);
    }

    @Test
    void boundsAdmitWhatPolicySays() throws MalformedControl {
        assertThat(admits("a (>> 1.0)", "1.0")).isFalse();
        assertThat(admits("a (>= 1.0)", "1.0")).isTrue();
        assertThat(admits("a (<< 1.0)", "1.0~rc1")).isTrue();
        assertThat(admits("a (= 1.0)", "0:1.0")).isTrue();
        assertThat(admits("a", "9")).isTrue();
    }

    @Test
    void mutatedTextsNeverThrowAnythingElse() {
        var random = new Random(4);
        for (int round = 0; round < 2_000; round++) {
            var text = new StringBuilder(TEXT);
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(200));
            }
            try {
                for (Stanza stanza : Stanza.read(text.toString())) {
                    Dependency.parse(stanza.field("depends").orElse(""));
                }
            } catch (MalformedControl expected) {
                assertThat(expected.getMessage()).doesNotContain("\n");
            }
        }
    }

    private static boolean admits(String relation, String version) throws MalformedControl {
        return Dependency.parse(relation).getFirst().alternatives().getFirst().admits(new DebianVersion(version));
    }
}
