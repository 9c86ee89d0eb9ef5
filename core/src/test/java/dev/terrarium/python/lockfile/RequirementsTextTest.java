package dev.terrarium.python.lockfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.python.Malformed;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequirementsTextTest {
    @ParameterizedTest
    @CsvSource({
        "EFBBBF, UTF-8",
        "FEFF, UTF-16BE",
        "FFFE, UTF-16LE",
        "0000FEFF, UTF-32BE",
        "FFFE0000, UTF-32LE",
        "'', UTF-8"
    })
    void marksOfByteOrderTellTheEncoding(String mark, String charset) throws Malformed {
        byte[] text = "flask==3 # für alle\n".getBytes(Charset.forName(charset));
        byte[] bytes = HexFormat.of().parseHex(mark + HexFormat.of().formatHex(text));
        assertThat(RequirementsText.decoded(bytes)).isEqualTo("flask==3 # für alle\n");
    }

    @Test
    void aCommentOfTheFirstTwoLinesTellsItToo() throws Malformed {
        byte[] bytes = "\n# -*- coding: latin-1 -*-\nflask # für\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(RequirementsText.decoded(bytes)).endsWith("# für\n");
    }

    @Test
    void theLocaleIsNotAsked() {
        assertThatThrownBy(() -> RequirementsText.decoded("# für\n".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessage("the file is not UTF-8: save it as UTF-8, or name its encoding in the first line, "
                        + "`# -*- coding: … -*-`");
        assertThatThrownBy(() -> RequirementsText.decoded("# coding: klingon\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("an encoding that is not known: `klingon`");
    }

    @Test
    void linesEndWherePythonSaysAndVariablesAreUpperCase() {
        String text = "a==${ONE}\u000bb==${two}\u2028c==$THREE\u0085d==${EMPTY} \\\n # no\\\ne";
        assertThat(LogicalLines.of(text, Map.of("ONE", "1", "two", "2", "THREE", "3", "EMPTY", "")))
                .map(LogicalLines.Line::text)
                .isEqualTo(List.of("a==1", "b==${two}", "c==$THREE", "d==${EMPTY}", "e"));
    }
}
