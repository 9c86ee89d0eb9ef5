package dev.terrarium.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarTest {
    private static final List<String> KNOWN = List.of("build", "plan", "entrypoint", "--locked", "--platform");

    @Test
    void aMissingASwappedAndAWrongLetterAreForgiven() {
        assertThat(Similar.to("entrypont", KNOWN)).contains("entrypoint");
        assertThat(Similar.to("biuld", KNOWN)).contains("build");
        assertThat(Similar.to("--lacked", KNOWN)).contains("--locked");
        assertThat(Similar.to("--plat-from", KNOWN)).contains("--platform");
    }

    @Test
    void aWordThatIsLikeNoneGetsNoGuess() {
        assertThat(Similar.to("frobnicate", KNOWN)).isEmpty();
        assertThat(Similar.to("", KNOWN)).isEmpty();
    }
}
