package dev.terrarium.dockerfile.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.dockerfile.Joined;
import dev.terrarium.dockerfile.Source;
import dev.terrarium.dockerfile.Span;
import dev.terrarium.dockerfile.shell.Invocation.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvocationsTest {
    private static Script parse(String text) {
        Source source = Source.of(text);
        return ShellParser.parse(Joined.of(source, new Span(0, source.length())));
    }

    private static List<Invocation> invocations(String text) {
        Script script = parse(text);
        assertThat(script.isWhole()).as(text).isTrue();
        return Invocations.of(script, Map.of("V", Optional.of("1.2"), "UNKNOWN", Optional.empty()));
    }

    private static String told(List<Invocation> invocations) {
        return invocations.stream()
                .map(invocation -> invocation.name()
                        + invocation.arguments().stream()
                                .map(argument -> " " + argument.orElse("?"))
                                .collect(Collectors.joining()))
                .collect(Collectors.joining(" / "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "pip install a==$V 'b c'|pip install a==1.2 b c",
                "A=1 B=$A; echo $A $B|echo 1 1",
                "sudo -E -u root apt-get -y update|apt-get -y update",
                "env -u X A=1 /usr/bin/pip install x|pip install x",
                "exec gunicorn app|gunicorn app",
                "sh -c 'pip install x && rm y'|sh -c pip install x && rm y / pip install x / rm y",
                "echo $(curl a)|curl a / echo ?",
                "echo `curl a`|curl a / echo ?",
                "for p in a b; do pip install $p; done|pip install ?",
                "case $UNKNOWN in a~b) x;; *) y 1 ;; esac|x / y 1",
                "f() { pip install x; }; f|pip install x / f",
                "{ a; b; } > /dev/null 2>&1|a / b",
                "(cd /x && make)|cd /x / make",
                "[[ -n $V && $V == 1* ]] && a|a",
                "((i++)); a|a",
                "a \\⏎ b|a b",
                "a # b⏎c|a / c",
                "a;b&⏎c|a / b / c",
                "find . -name x -exec rm {} +|find . -name x -exec rm {} +",
                "xargs -n 1 pip install|pip install",
                "pip install $UNKNOWN|pip install ?",
                "echo \"a $V\"'b'|echo a 1.2b",
                "echo ${V} ${V:-x}|echo 1.2 ?",
                "echo $((1+2))|echo ?",
                "! a && b|a / b"
            })
    void programsAreFoundThroughEverything(String text, String expected) {
        assertThat(told(invocations(text.replace('⏎', '\n').replace('~', '|')))).isEqualTo(expected.replace('~', '|'));
    }

    @Test
    void conditionsAndLoopsAreWalkedThrough() {
        assertThat(told(invocations(
                        "if a; then b; elif c; then d; else e; fi; while f; do g; done; until h; do i; done")))
                .isEqualTo("a / b / c / d / e / f / g / h / i");
    }

    @Test
    void hereDocumentsAreNoCommands() {
        assertThat(told(invocations("cat <<EOF > x && b\npip install y\nEOF\nc")))
                .isEqualTo("cat / b / c");
        assertThat(told(invocations("cat <<-'E O'\n\tpip\n\tE O\nc"))).isEqualTo("cat / c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "a~COUNTS",
                "a || true~HIDDEN",
                "a && b || true~HIDDEN",
                "a || :~HIDDEN",
                "a || exit 1~ASKED",
                "if a; then b; fi~ASKED"
            })
    void whatAFailureDoesIsKnown(String text, Outcome outcome) {
        assertThat(invocations(text).getFirst().outcome()).isEqualTo(outcome);
    }

    @Test
    void pipesTellWhoReads() {
        List<Invocation> found = invocations("curl -sSf https://a.example | sudo bash -s -- -y");
        assertThat(found.getFirst().pipedInto()).containsExactly("bash");
    }

    @Test
    void aVariableOfABranchIsUnknown() {
        assertThat(told(invocations("if a; then A=1; fi; echo $A"))).isEqualTo("a / echo ?");
        assertThat(told(invocations("b && A=1; echo $A"))).isEqualTo("b / echo ?");
    }

    @Test
    void whatStandsInQuotesKeepsItsPlace() {
        String text = "sh -c 'pip install x'";
        List<Invocation> found = invocations(text);
        Span span = found.get(1).words().get(2).span();
        assertThat(text.substring(span.start(), span.end())).isEqualTo("x");
    }

    @Test
    void oddTextEndsTheTreeAndNothingElse() {
        assertThat(parse("a; if b; then").isWhole()).isFalse();
        assertThat(told(Invocations.of(parse("a; b 'open"), Map.of()))).isEqualTo("a");
        assertThat(parse("x ".repeat(3) + "() ".repeat(5000)).isWhole()).isFalse();
        assertThat(parse("$(".repeat(5000)).isWhole()).isFalse();
        assertThat(parse("a() ".repeat(5000)).isWhole()).isFalse();
        assertThat(parse("{ ".repeat(5000)).isWhole()).isFalse();
    }

    @Test
    void anyTextIsReadWithoutCrash() {
        var random = new Random(11);
        String[] pieces = {
            "a ",
            "if ",
            "then ",
            "fi ",
            "do ",
            "done ",
            "for x in ",
            "case ",
            "esac ",
            ";; ",
            ";",
            "&",
            "|",
            "(",
            ")",
            "{ ",
            "}",
            "$",
            "'",
            "\"",
            "`",
            "\\",
            "\n",
            "<<E",
            "E\n",
            "[[ ",
            " ]]",
            "((",
            "))",
            "=",
            "#",
            "${",
            ">",
            "2>&1",
            "sh -c ",
            "!"
        };
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(25); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            Source source = Source.of(text.toString());
            for (Invocation found : Invocations.of(parse(text.toString()), Map.of())) {
                assertThat(found.span().end()).isLessThanOrEqualTo(source.length());
            }
        }
    }
}
