package dev.terrarium.cli.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParserTest {
    private static final Spec SPEC = new Spec(
            "build",
            "make an image",
            "",
            List.of(Operand.optional("PROJECT", "a folder")),
            List.of(
                    Option.flag("locked", "refuse a stale lock"),
                    Option.value("python", "VERSION", "3.13", "the Python that goes in"),
                    Option.value("tag", "NAME", "shop:1", "a name for the image")
                            .repeated(),
                    Option.list("platform", "P", "amd64,arm64", "what it runs on")),
            List.of());

    @Test
    void optionsStandBeforeAndAfterOperandsWithASpaceOrAnEqualsSign() {
        Arguments line = parse("--tag", "a", "shop", "--tag=b", "--locked", "--platform=amd64,arm64");

        assertThat(line.values("tag")).containsExactly("a", "b");
        assertThat(line.values("platform")).containsExactly("amd64", "arm64");
        assertThat(line.has("locked")).isTrue();
        assertThat(line.has("quiet")).isFalse();
        assertThat(line.value("python")).isEmpty();
        assertThat(line.operand(0)).contains("shop");
    }

    @Test
    void aListGivenAgainAddsMore() {
        assertThat(parse("--platform", "amd64", "--platform", "arm64").values("platform"))
                .containsExactly("amd64", "arm64");
    }

    @Test
    void wordsBehindTwoDashesAreOperandsWhateverTheyLookLike() {
        assertThat(parse("--", "--locked").operands()).containsExactly("--locked");
        assertThat(parse("-").operands()).containsExactly("-");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThatThrownBy(() -> parse("a", "b", "--locked=yes", "--python", "3.12", "--python", "3.13", "--tag"))
                .isInstanceOfSatisfying(
                        UsageError.class,
                        error -> assertThat(error.problems())
                                .extracting(Problem::message)
                                .containsExactly(
                                        "`--locked` takes no value",
                                        "`--python` is given twice",
                                        "`--tag` needs a value",
                                        "`build` takes no further argument: `b`"));
    }

    @Test
    void anOptionIsNoValue() {
        assertThatThrownBy(() -> parse("--tag", "--locked"))
                .isInstanceOfSatisfying(
                        UsageError.class,
                        error -> assertThat(error.problems())
                                .containsExactly(Problem.of(
                                        dev.terrarium.error.ErrorCode.USAGE,
                                        "`--tag` needs a value",
                                        "write `--tag NAME`, for instance `--tag shop:1`")));
    }

    @Test
    void anUnknownOptionIsGuessedAt() {
        assertThatThrownBy(() -> parse("--plattform", "amd64", "shop"))
                .isInstanceOfSatisfying(UsageError.class, error -> {
                    assertThat(error.problems()).hasSize(1);
                    assertThat(error).hasMessage("`build` has no option `--plattform`");
                    assertThat(error.problems().getFirst().hints()).containsExactly("did you mean `--platform`?");
                });
    }

    @Test
    void abbreviationsAreNotUnderstood() {
        assertThatThrownBy(() -> parse("--lock")).isInstanceOf(UsageError.class);
    }

    @Test
    void emptyValuesAreRefused() {
        assertThatThrownBy(() -> parse("--tag=")).hasMessage("`--tag` has an empty value");
        assertThatThrownBy(() -> parse("--platform", "amd64,,arm64")).hasMessage("`--platform` has an empty value");
    }

    @Test
    void askingForAnOptionThatTheTableHasNotIsABug() {
        assertThatThrownBy(() -> parse().has("tags")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Arguments parse(String... words) {
        return Parser.parse(SPEC, List.of(words));
    }
}
