package dev.terrarium.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.oci.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkerTest {
    private static final MarkerEnvironment ENVIRONMENT = MarkerEnvironment.of(13, 5, Platform.AMD64);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            python_version >= "3.9"                                    | true
            python_version < "3.9" or sys_platform == "linux"          | true
            python_full_version < "3.13.5"                             | false
            python_version in "3.12, 3.13"                             | true
            python_version not in "3.12, 3.13"                         | false
            "3.10" <= python_version                                   | true
            os.name == "posix" and platform.machine == 'x86_64'        | true
            python_implementation == "CPython"                         | true
            sys_platform >= "aix"                                      | false
            platform_release >= "5.0"                                  | false
            extra == "http2"                                           | true
            extra == "HTTP.2" or extra == "missing"                    | false
            extra != "http2"                                           | false
            (os_name == "nt" or os_name == "posix") and extra=="http2" | true
            os_name == "posix" or os_name == "nt" and extra == "no"    | true
            """)
    void conditionsAreEvaluatedForLinux(String marker, boolean holds) throws Malformed {
        assertThat(Marker.read(marker).holds(ENVIRONMENT, Set.of("http2"))).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            python_version                      | an operator is missing in a marker
            python_version >= 3                 | a marker compares a variable with a quoted text
            python_version >= "3                | a quotation mark is missing in a marker
            pythons == "3"                      | unknown marker variable `pythons`
            "3" == "3"                          | a marker compares a variable with a quoted text
            (os_name == "nt"                    | `)` is missing in a marker
            os_name == "nt" xor                 | `xor` does not belong to a marker
            os_name ~= "nt"                     | `~=` compares versions only, `os_name` is none
            python_version ~= "3"               | `~=` needs at least two numbers: `~=3`
            """)
    void aBrokenMarkerIsExplained(String marker, String message) {
        assertThatThrownBy(() -> Marker.read(marker))
                .isInstanceOf(Malformed.class)
                .hasMessage(message);
    }

    @Test
    void deepNestingIsRefusedBeforeTheStackEnds() {
        assertThatThrownBy(() -> Marker.read("(".repeat(20_000))).hasMessage("a marker nested more than 50 deep");
    }

    @Test
    void theTextReadsBackAsTheSameMarker() throws Malformed {
        String text = "(os_name == \"nt\" or python_version < \"3.9\") and \"x\" in platform_machine";
        assertThat(Marker.read(text).text()).isEqualTo(text);
    }

    @Test
    void evaluationAgreesWithThePackagingLibrary(@TempDir Path directory) {
        var random = new Random(5);
        var questions = new ArrayList<String>();
        for (int i = 0; i < 1_500; i++) {
            questions.add(marker(random, 2));
        }
        List<String> answers = PackagingOracle.answers(directory, 26, """
                from packaging.markers import Marker
                env = dict(python_version="3.13", python_full_version="3.13.5", implementation_version="3.13.5",
                    os_name="posix", sys_platform="linux", platform_machine="x86_64", platform_system="Linux",
                    platform_python_implementation="CPython", implementation_name="cpython", platform_release="",
                    platform_version="", extra="http2")
                for line in sys.stdin:
                    print(Marker(line.strip()).evaluate(env))
                """, questions);
        for (int i = 0; i < questions.size(); i++) {
            assertThat(holds(questions.get(i))).as(questions.get(i)).isEqualTo(answers.get(i));
        }
    }

    private static String holds(String marker) {
        try {
            return Marker.read(marker).holds(ENVIRONMENT, Set.of("http2")) ? "True" : "False";
        } catch (Malformed e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String marker(Random random, int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            String joined =
                    marker(random, depth - 1) + (random.nextBoolean() ? " and " : " or ") + marker(random, depth - 1);
            return random.nextBoolean() ? "(" + joined + ")" : joined;
        }
        String[] variables = {
            "python_version",
            "python_full_version",
            "os_name",
            "sys_platform",
            "platform_machine",
            "platform_release",
            "implementation_name",
            "extra",
            "implementation_version"
        };
        String[] values = {
            "3.13", "3.9", "3.13.5", "3.13.*", "3.9, 3.13", "linux", "posix", "x86", "cpython", "http2", ""
        };
        String variable = variables[random.nextInt(variables.length)];
        String[] operators = variable.equals("extra")
                ? new String[] {"==", "!="}
                : new String[] {"==", "!=", "<", "<=", ">", ">=", "in", "not in"};
        String value = "\"" + values[random.nextInt(values.length)] + "\"";
        String operator = " " + operators[random.nextInt(operators.length)] + " ";
        return random.nextInt(4) == 0 ? value + operator + variable : variable + operator + value;
    }
}
