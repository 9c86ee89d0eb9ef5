package dev.terrarium.python.toml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TomlTest {
    private static final String SAMPLE = """
            # a comment
            name = "demo"
            count = 3
            ready = true
            tags = ["a", "b"]
            when = 2026-01-02T03:04:05Z

            [nested.deep]
            key = 'value'

            [[package]]
            name = "one"
            files = [{ hash = "sha256:00", size = 12 }]

            [[package]]
            name = "two"
            """;

    private final List<Problem> problems = new ArrayList<>();

    @Test
    void valuesComeWithTheirTypes() {
        TomlValue.Table root = parse(SAMPLE);

        assertThat(root.string("name", problems)).contains("demo");
        assertThat(root.whole("count", problems)).contains(3L);
        assertThat(root.flag("ready", problems)).contains(true);
        assertThat(root.strings("tags", problems)).containsExactly("a", "b");
        assertThat(root.table("nested", problems).orElseThrow().table("deep", problems))
                .hasValueSatisfying(
                        deep -> assertThat(deep.string("key", problems)).contains("value"));
        assertThat(root.tables("package", problems))
                .extracting(one -> one.string("name", problems).orElseThrow())
                .containsExactly("one", "two");
        assertThat(problems).isEmpty();
    }

    @Test
    void whatIsMissingIsEmptyAndNoProblem() {
        assertThat(parse("").string("name", problems)).isEmpty();
        assertThat(parse("").strings("tags", problems)).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void keysKeepTheOrderOfTheFile() {
        assertThat(parse("b = 1\na = 2\nc.d = 3\n").keys()).containsExactly("b", "a", "c");
    }

    @Test
    void aWrongTypeIsToldWithItsPlaceAndAllOfThemAtOnce() {
        TomlValue.Table root = parse("name = 3\ntags = [1, \"b\"]\n");

        root.string("name", problems);
        root.strings("tags", problems);

        assertThat(problems)
                .extracting(problem -> problem.place().orElseThrow() + ": " + problem.message())
                .containsExactly(
                        "a.toml:1:1: `name` must be a string, not an integer",
                        "a.toml:2:9: `tags` is an array of strings, and holds an integer");
        assertThat(problems.getFirst().place().orElseThrow().excerpt()).contains("name = 3");
    }

    @Test
    void syntaxErrorsAreToldTogetherWithTheirLines() {
        var error = catchThrowableOfType(UserError.class, () -> parse("a = \nb = 1\nc = [1\n"));

        assertThat(error.problems()).hasSizeGreaterThan(1).allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(ErrorCode.LOCK_INVALID);
            assertThat(problem.message()).startsWith("not TOML: ");
        });
        assertThat(error.problems().getFirst().place().orElseThrow()).hasToString("a.toml:1:5");
    }

    @Test
    void aByteOrderMarkIsPassedOver() {
        assertThat(parse("\uFEFFname = \"demo\"").string("name", problems)).contains("demo");
    }

    @Test
    void deepNestingIsRefusedAndNotACrash() {
        var error = catchThrowableOfType(UserError.class, () -> parse("a = " + "[".repeat(200_000)));

        assertThat(error).isNotNull();
    }

    @Test
    void aFileThatIsNotUtf8IsRefused(@TempDir Path directory) throws Exception {
        Path file = Files.write(directory.resolve("a.toml"), new byte[] {'a', '=', '"', (byte) 0xff, '"'});

        var error = catchThrowableOfType(UserError.class, () -> Toml.read(file, "a.toml", ErrorCode.LOCK_INVALID));

        assertThat(error).hasMessage("`a.toml` is not UTF-8");
    }

    @Test
    void valuesAreEqualWhereverTheyStand() {
        assertThat(parse("a = 1")).isEqualTo(parse("\n\na = 1"));
    }

    @Test
    void mutatedFilesAreReadOrRefusedAndNothingElse() {
        var random = new Random(70);
        byte[] sample = SAMPLE.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = sample.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
            }
            try {
                parse(new String(bytes, StandardCharsets.UTF_8));
            } catch (UserError expected) {
                assertThat(expected.problems()).isNotEmpty();
            }
        }
    }

    private static TomlValue.Table parse(String text) {
        return Toml.parse(text, "a.toml", ErrorCode.LOCK_INVALID);
    }
}
