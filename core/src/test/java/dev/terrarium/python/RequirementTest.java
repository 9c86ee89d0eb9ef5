package dev.terrarium.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequirementTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            Requests                                     | requests
            flask_login [b, A] >= 1 , <2 ; os_name=="nt" | flask-login[a,b]>=1,<2; os_name == "nt"
            pkg (>=1.0)                                  | pkg>=1.0
            pkg @ https://host.example/p-1.whl ; extra=='x' | pkg @ https://host.example/p-1.whl ; extra == "x"
            pkg[]                                        | pkg
            pkg==1!2.0                                   | pkg==1!2.0
            """)
    void aRequirementReadsBackInNormalForm(String text, String normal) throws Malformed {
        assertThat(Requirement.read(text)).hasToString(normal);
        assertThat(Requirement.read(normal)).isEqualTo(Requirement.read(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ''                   | not a package name: `''`
            -x                   | not a package name: `-x`
            pkg[a                | `]` is missing behind the extras
            pkg[a b]             | `]` is missing behind the extras
            pkg[,]               | not a name of an extra: ``
            pkg (>=1             | `)` is missing behind the version
            pkg @                | no address behind `@`
            pkg 1.0              | not a version specifier: `1.0`
            pkg; os_name         | an operator is missing in a marker
            """)
    void aBrokenRequirementIsExplained(String text, String message) {
        assertThatThrownBy(() -> Requirement.read(text))
                .isInstanceOf(Malformed.class)
                .hasMessage(message.replace("`''`", "``"));
    }

    @Test
    void controlCharactersDoNotReachAMessage() {
        assertThatThrownBy(() -> Requirement.read("a\u001b[31m b\n\u202e"))
                .hasMessage("not a version specifier: `?[31m b??`");
        assertThat(Malformed.shown("\u001b[0m\u202e`x`")).isEqualTo("?[0m??x?");
    }
}
