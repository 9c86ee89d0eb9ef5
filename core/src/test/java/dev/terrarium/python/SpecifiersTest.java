package dev.terrarium.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecifiersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ==1.0       | 1.0+cu12      | true
            ==1.0+cu12  | 1.0           | false
            ==1.*       | 1.5a1         | true
            ==1.0.*     | 1             | true
            !=1.*       | 1.5           | false
            ~=2.2.0     | 2.2.9         | true
            ~=2.2.0     | 2.3           | false
            ~=1.0.post1 | 1.0.post456   | true
            <=1.0       | 1.0+ubuntu.1  | true
            >1.0        | 1.0.post1     | false
            >1.0        | 1.0+x         | false
            >1.0.post1  | 1.0.post2     | true
            <1.0        | 1.0rc1        | false
            <1.0rc2     | 1.0rc1        | true
            >=3.8,<4    | 3.13.1        | true
            >=3.8,<4    | 4.0a1         | false
            ===1.0.0    | 1.0           | false
            ==1!2.0     | 1!2           | true
            """)
    void conditionsMeanWhatTheStandardSays(String specifiers, String version, boolean holds) throws Malformed {
        assertThat(Specifiers.read(specifiers).contains(Version.of(version))).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.0         | not a version specifier: `1.0`
            >=          | not a version in `>=`
            >=1.*       | `.*` is allowed only behind `==` and `!=`: `>=1.*`
            ==1.0a1.*   | `.*` is allowed only behind a plain release: `==1.0a1.*`
            >=1.0+x     | a local version is allowed only behind `==` and `!=`: `>=1.0+x`
            ~=1         | `~=` needs at least two numbers: `~=1`
            >=1,        | a comma too many or too few in `>=1,`
            >=1 <2      | a comma too many or too few in `>=1 <2`
            >=1,,<2     | not a version specifier: `>=1,,<2`
            """)
    void whatAPersonWroteIsReadStrictly(String text, String message) {
        assertThatThrownBy(() -> Specifiers.read(text))
                .isInstanceOf(Malformed.class)
                .hasMessage(message);
    }

    @Test
    void metadataIsReadAsItWasMeant() throws Malformed {
        assertThat(Specifiers.readLenient(">=2.7.*, !=3.0.*,<4,")).hasToString(">=2.7,!=3.0.*,<4");
        assertThat(Specifiers.readLenient(">=2.7 <4")).hasToString(">=2.7,<4");
    }

    @Test
    void prereleasesAreTakenOnlyWhenNamedOrNothingElseFits() throws Malformed {
        List<Version> all =
                Stream.of("1.0", "2.0b1", "2.0", "3.0rc1").map(Version::of).toList();
        assertThat(Specifiers.read(">=1.5").filter(all)).containsExactly(Version.of("2.0"));
        assertThat(Specifiers.read(">2").filter(all)).containsExactly(Version.of("3.0rc1"));
        assertThat(Specifiers.read(">=2.0b1").filter(all)).hasSize(3);
    }

    @Test
    void everyOperatorAgreesWithThePackagingLibrary(@TempDir Path directory) {
        var versions = new VersionsForTests(3);
        var random = new Random(4);
        var questions = new ArrayList<String>();
        for (int i = 0; i < 4_000; i++) {
            String operator = versions.pick("==", "!=", "<=", ">=", "<", ">", "~=", "===");
            boolean equality = operator.equals("==") || operator.equals("!=");
            String release = versions.release() + (operator.equals("~=") ? ".1" : "");
            String bound = equality && random.nextInt(3) == 0
                    ? release + ".*"
                    : release + versions.suffixes() + (equality && random.nextInt(4) == 0 ? "+1.abc" : "");
            String candidate = random.nextInt(3) == 0 ? versions.one() : release + versions.suffixes();
            questions.add(operator + bound + " " + candidate + (random.nextInt(5) == 0 ? "+1" : ""));
        }
        questions.removeIf(question -> question.matches(".*\\+[^ ]*\\+.*"));
        List<String> answers = PackagingOracle.answers(directory, 26, """
                from packaging.specifiers import Specifier
                for line in sys.stdin:
                    s, v = line.split()
                    print(s, v, Specifier(s).contains(v, prereleases=True))
                """, questions);
        assertThat(questions.stream().map(SpecifiersTest::answered)).containsExactlyElementsOf(answers);
    }

    private static String answered(String question) {
        String[] words = question.split(" ");
        try {
            return question + (Specifiers.read(words[0]).contains(Version.of(words[1])) ? " True" : " False");
        } catch (Malformed e) {
            return question + " " + e.getMessage();
        }
    }
}
