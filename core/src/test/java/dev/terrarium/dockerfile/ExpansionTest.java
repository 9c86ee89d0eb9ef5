package dev.terrarium.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {
    private static final Map<String, Value> VARIABLES =
            Map.of("x", Value.of("abcabc"), "empty", Value.of(""), "later", Value.UNKNOWN);

    private static Value expand(String word) {
        return Expansion.expand(word, '\\', name -> VARIABLES.getOrDefault(name, Value.UNSET));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a$x.b|aabcabc.b",
                "${x}y|abcabcy",
                "'$x'|$x",
                "\"$x y\"|abcabc y",
                "\\$x|$x",
                "${no:-d}|d",
                "${no-d}|d",
                "${empty-d}|~~",
                "${empty:-d}|d",
                "${x:+set}|set",
                "${no:+set}|~~",
                "${x:-${later}}|abcabc",
                "${x#a}|bcabc",
                "${x##*b}|c",
                "${x%c}|abcab",
                "${x%%b*}|a",
                "${x/b/-}|a-cabc",
                "${x//b/-}|a-ca-c",
                "${no:-${x}}|abcabc",
                "$|$"
            })
    void modifiersDoWhatBuildKitDoes(String word, String text) {
        assertThat(expand(word)).isEqualTo(Value.of(text));
    }

    @ParameterizedTest
    @CsvSource({"$later", "${later:-d}", "a${x", "${}", "${x^}", "${no:?told}", "${x:#a}"})
    void whatNobodyKnowsStaysUnknown(String word) {
        assertThat(expand(word)).isEqualTo(Value.UNKNOWN);
    }

    @Test
    void namesAreListedInTheirOrder() {
        assertThat(Expansion.names("$a/${b:-$c}", '\\')).containsExactly("a", "b", "c");
    }
}
