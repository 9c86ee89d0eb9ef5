package dev.terrarium.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.oci.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WheelTagsTest {
    private static final Target BOOKWORM = new Target(11, 2, Platform.AMD64, 36);
    private static final CompatibleTags TAGS = CompatibleTags.of(BOOKWORM);

    @Test
    void aNameIsTakenApart() throws Malformed {
        WheelFilename wheel = WheelFilename.read("Flask_Login-1.0.post1-2b-py2.py3-none-any.whl");
        assertThat(wheel.name()).hasToString("flask-login");
        assertThat(wheel.version()).hasToString("1.0.post1");
        assertThat(wheel.build()).isEqualTo("2b");
        assertThat(wheel.tags()).map(WheelTag::toString).containsExactly("py2-none-any", "py3-none-any");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a-1.0.tar.gz                        | not a wheel's name: `a-1.0.tar.gz`
            a-1.0-py3-none.whl                  | a wheel's name has 5 or 6 parts, `a-1.0-py3-none.whl` has 4
            a-1.0-x-py3-none-any.whl            | a wheel's build tag begins with a digit, not so in `a-1.0-x-py3-none-any.whl`
            ../a-1.0-py3-none-any.whl           | not a wheel's name: `../a-1.0-py3-none-any.whl`
            a-one-py3-none-any.whl              | not a wheel's name: `a-one-py3-none-any.whl`
            a-1.0-py3..py2-none-any.whl         | not a wheel's name: `a-1.0-py3..py2-none-any.whl`
            a-1.0-py3-none-any/x.whl            | not a wheel's name: `a-1.0-py3-none-any/x.whl`
            -1.0-py3-none-any.whl               | not a wheel's name: `-1.0-py3-none-any.whl`
            """)
    void aNameThatIsNoneIsExplained(String name, String message) {
        assertThatThrownBy(() -> WheelFilename.read(name))
                .isInstanceOf(Malformed.class)
                .hasMessage(message);
    }

    @Test
    void tagsThatMultiplyAreRefused() {
        String many =
                String.join(".", IntStream.range(0, 20).mapToObj(i -> "t" + i).toList());
        assertThatThrownBy(() -> WheelFilename.read("a-1-" + many + "-" + many + "-" + many + ".whl"))
                .hasMessage("a wheel's name with more than 1000 tags");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a-1-cp311-cp311-manylinux_2_28_x86_64.whl          | fits
            a-1-cp38-abi3-manylinux2014_x86_64.whl             | fits
            a-1-py3-none-any.whl                               | fits
            a-1-cp311-cp311-linux_x86_64.whl                   | fits
            a-1-cp311-cp311-manylinux_2_39_x86_64.whl          | needs glibc 2.39, the image has 2.36
            a-1-cp312-cp312-manylinux_2_17_x86_64.whl          | is for another Python (cp312-cp312)
            a-1-cp312-abi3-manylinux_2_17_x86_64.whl           | is for another Python (cp312-abi3)
            a-1-py2-none-any.whl                               | is for another Python (py2-none)
            a-1-cp311-cp311-manylinux_2_17_aarch64.whl         | is for another platform (manylinux_2_17_aarch64)
            a-1-cp311-cp311-musllinux_1_2_x86_64.whl           | is for another platform (musllinux_1_2_x86_64)
            a-1-cp311-cp311-win_amd64.whl                      | is for another platform (win_amd64)
            a-1-cp312-cp312-win_amd64.whl                      | is for another Python and platform (cp312-cp312-win_amd64)
            """)
    void whyAWheelDoesNotFitIsSaid(String name, String sentence) throws Malformed {
        assertThat(Misfit.of(WheelFilename.read(name), TAGS)
                        .map(Misfit::sentence)
                        .orElse("fits"))
                .isEqualTo(sentence);
    }

    @Test
    void buildTagsAreOrderedByNumber() throws Malformed {
        WheelFilename two = WheelFilename.read("a-1-2-py3-none-any.whl");
        WheelFilename ten = WheelFilename.read("a-1-10-py3-none-any.whl");
        WheelFilename none = WheelFilename.read("a-1-py3-none-any.whl");
        assertThat(Stream.of(ten, none, two).sorted()).containsExactly(none, two, ten);
    }

    @Test
    void theRankIsThePlaceInTheOrder() {
        List<WheelTag> ordered = TAGS.inOrder();
        for (int i = 0; i < ordered.size(); i++) {
            assertThat(TAGS.rank(ordered.get(i))).hasValue(i);
        }
        assertThat(ordered).doesNotHaveDuplicates().hasSizeGreaterThan(700);
    }

    @Test
    void theOrderIsThatOfThePackagingLibrary(@TempDir Path directory) {
        List<String> answers = PackagingOracle.answers(directory, 26, """
                from packaging import tags
                p = []
                for g in range(36, 4, -1):
                    p.append(f"manylinux_2_{g}_x86_64")
                    if g in (17, 12, 5): p.append({17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"}[g] + "_x86_64")
                p.append("linux_x86_64")
                for t in tags.cpython_tags((3, 11), ["cp311"], p): print(t)
                for t in tags.compatible_tags((3, 11), "cp311", p): print(t)
                """, List.of());
        assertThat(TAGS.inOrder().stream().map(WheelTag::toString)).containsExactlyElementsOf(answers);
    }

    @Test
    void mutatedNamesAreReadOrRefused() {
        var random = new Random(3);
        String valid = "numpy-2.3.1-1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl";
        var refused = new ArrayList<String>();
        for (int i = 0; i < 1_000; i++) {
            var text = new StringBuilder(valid);
            text.setCharAt(random.nextInt(text.length()), (char)
                    (random.nextInt(10) == 0 ? random.nextInt(65_536) : random.nextInt(128)));
            try {
                assertThat(WheelFilename.read(text.toString()).tags()).isNotEmpty();
            } catch (Malformed e) {
                refused.add(e.getMessage());
            }
        }
        assertThat(refused)
                .isNotEmpty()
                .allSatisfy(message -> assertThat(message).doesNotContain("\n"));
    }
}
