package dev.terrarium.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerfileTest {
    private static Dockerfile parse(String... lines) {
        return Dockerfile.parse(Source.of(String.join("\n", lines) + "\n"));
    }

    private static List<Instruction> instructions(String... lines) {
        Dockerfile file = parse(lines);
        assertThat(file.problems()).isEmpty();
        return file.stages().getLast().instructions();
    }

    private static String text(Dockerfile file, Span span) {
        return file.source().text(span);
    }

    @Test
    void aContinuedInstructionIsJoinedWithoutItsCommentsAndKeepsItsPlaces() {
        Dockerfile file = parse("FROM a", "RUN one && \\", "  # why", "    two \\", "  three");
        var run = (Instruction.Run) file.stages().getFirst().instructions().getFirst();
        Joined joined = ((Command.Shell) run.command()).text();
        assertThat(joined.text()).isEqualTo("one &&     two   three");
        int two = joined.text().indexOf("two");
        assertThat(text(file, joined.span(two, two + 3))).isEqualTo("two");
        assertThat(text(file, run.span())).startsWith("RUN one").endsWith("three");
        assertThat(run.head().firstLine()).isEqualTo(2);
        assertThat(run.head().lastLine()).isEqualTo(5);
    }

    @Test
    void aDoubledEscapeAtTheEndContinuesNothing() {
        assertThat(instructions("FROM a", "RUN echo \\\\", "USER b")).hasSize(2);
    }

    @Test
    void theEscapeDirectiveChangesTheContinuation() {
        Dockerfile file = parse("# escape=`", "FROM a", "RUN dir C:\\ `", "  /b", "USER c");
        assertThat(file.escape()).isEqualTo('`');
        assertThat(file.stages().getFirst().instructions()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "'# syntax=docker/dockerfile:1', syntax",
        "'#SYNTAX = x', syntax",
        "'#   escape=\\', escape",
        "'# check=skip=all', check"
    })
    void directivesAreReadInEverySpelling(String line, String key) {
        assertThat(parse(line, "FROM a").directives())
                .extracting(Directive::key)
                .containsExactly(key);
    }

    @ParameterizedTest
    @CsvSource({"'# a comment'", "''", "'# other=value'"})
    void anythingElseEndsTheDirectives(String line) {
        Dockerfile file = parse(line, "# escape=`", "FROM a");
        assertThat(file.directives()).isEmpty();
        assertThat(file.escape()).isEqualTo('\\');
    }

    @Test
    void anInstructionMayFollowAHereDocumentAtOnce() {
        Dockerfile file = parse("FROM a", "RUN <<EOF", "pip install x", "# not a comment", "EOF", "USER b");
        var run = (Instruction.Run) file.stages().getFirst().instructions().getFirst();
        Heredoc heredoc = run.head().heredocs().getFirst();
        assertThat(text(file, heredoc.body())).isEqualTo("pip install x\n# not a comment\n");
        assertThat(heredoc.expands()).isTrue();
        assertThat(file.stages().getFirst().instructions().get(1)).isInstanceOf(Instruction.User.class);
    }

    @Test
    void severalHereDocumentsOfOneLineAreReadInTheirOrder() {
        Dockerfile file = parse("FROM a", "COPY <<A <<-'B' /c/", "one", "A", "\ttwo", "\tB", "USER b");
        var copy = (Instruction.Copy) file.stages().getFirst().instructions().getFirst();
        assertThat(copy.head().heredocs()).extracting(Heredoc::name).containsExactly("A", "B");
        assertThat(copy.head().heredocs()).extracting(Heredoc::expands).containsExactly(true, false);
        assertThat(text(file, copy.head().heredocs().get(1).body())).isEqualTo("\ttwo\n");
    }

    @Test
    void theJsonFormOpensNoHereDocument() {
        assertThat(instructions("FROM a", "RUN [\"cat\", \"<<EOF\"]", "USER b")).hasSize(2);
        assertThat(instructions("FROM a", "ONBUILD RUN --network=none [\"cat\", \"<<EOF\"]", "USER b"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"a\", \"b c\"]|exec",
                "[]|exec",
                "['a', 'b']|broken JSON",
                "[\"a\" \"b\"]|broken JSON",
                "[\"a\"] trailing|broken JSON",
                "exec \"$@\"|shell"
            })
    void whatIsNoJsonIsAShellForm(String arguments, String form) {
        var cmd = (Instruction.Cmd) instructions("FROM a", "CMD " + arguments).getFirst();
        String found = switch (cmd.command()) {
            case Command.Exec _ -> "exec";
            case Command.Shell shell -> shell.triedJson() ? "broken JSON" : "shell";
        };
        assertThat(found).isEqualTo(form);
    }

    @Test
    void pairsKeepNamesValuesAndQuotes() {
        var env = (Instruction.Env) instructions("FROM a", "ENV A=1 B=\"two words\" \\", "    C='$x' D=a\\ b")
                .getFirst();
        assertThat(env.isLegacy()).isFalse();
        assertThat(env.pairs().stream()
                        .collect(Collectors.toMap(
                                pair -> pair.name().text(),
                                pair -> pair.value().orElseThrow().text())))
                .containsEntry("A", "1")
                .containsEntry("B", "two words")
                .containsEntry("C", "$x")
                .containsEntry("D", "a b");
    }

    @Test
    void theLegacyFormTakesTheRestOfTheLine() {
        var env = (Instruction.Env)
                instructions("FROM a", "ENV PATH /opt/bin:$PATH x").getFirst();
        assertThat(env.isLegacy()).isTrue();
        assertThat(env.pairs().getFirst().value().orElseThrow().raw()).isEqualTo("/opt/bin:$PATH x");
    }

    @Test
    void stagesKnowTheirParentsByNameInAnyCase() {
        Dockerfile file = parse("ARG V=1", "FROM python:$V AS Base", "FROM base as final", "COPY --from=BASE /a /b");
        assertThat(file.problems()).isEmpty();
        assertThat(file.globals()).hasSize(1);
        assertThat(file.stages().get(1).parent()).contains(0);
        assertThat(file.stage("BASE")).contains(file.stages().getFirst());
        assertThat(file.stage("0")).contains(file.stages().getFirst());
    }

    @Test
    void textWithoutFromIsAFragment() {
        assertThat(parse("RUN pip install x").isFragment()).isTrue();
        assertThat(parse("RUN pip install x").stages()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FROM a~RUM x|`RUM` is no instruction; did you mean `RUN`?",
                "FROM a b|`FROM` takes an image, or an image, `AS` and a name",
                "FROM a AS 1b|`1b` is no name of a stage",
                "FROM a~COPY --frm=x a b|`COPY` has no flag `--frm`",
                "FROM a~COPY --from=x --from=y a b|the flag `--from` stands here twice",
                "FROM a~COPY a|`COPY` takes sources and a destination",
                "FROM a~ENV A=1 B|`B` has no `=`",
                "FROM a~ENV A|`ENV` takes a name and a value",
                "FROM a~SHELL /bin/sh|`SHELL` takes the JSON form alone",
                "FROM a~CMD [1]|the JSON form of `CMD` takes strings alone",
                "FROM a~ONBUILD FROM b|`ONBUILD` cannot hold `FROM`",
                "FROM a~HEALTHCHECK curl x|`HEALTHCHECK` takes `CMD` and a command, or `NONE`",
                "FROM a~RUN <<EOF~x|the here-document `EOF` does not end",
                "USER a~FROM b|only `ARG` may stand before the first `FROM`",
                "# escape=x~FROM b|the escape character must be a backslash or a back-tick",
                "# syntax=a~# syntax=b~FROM b|the directive `syntax` stands here twice",
                "FROM a~RUN|`RUN` needs an argument",
                "# nothing|the file has no instruction"
            })
    void whatBuildKitRefusesIsAProblemWithItsPlace(String file, String message) {
        Dockerfile parsed = parse(file.split("~", -1));
        assertThat(parsed.problems()).extracting(Problem::message).containsExactly(message);
        assertThat(parsed.problems().getFirst().isError()).isTrue();
    }

    @Test
    void anOddLineHidesNoOther() {
        Dockerfile file = parse("FROM a", "NONSENSE", "USER b");
        assertThat(file.stages().getFirst().instructions()).hasSize(2);
    }

    @Test
    void carriageReturnsAndAByteOrderMarkAreNoPartOfWords() {
        Dockerfile file = Dockerfile.parse(Source.of("\ufeffFROM a\r\nRUN b \\\r\n  c\r\nUSER d\r\n"));
        assertThat(file.problems()).isEmpty();
        var user = (Instruction.User) file.stages().getFirst().instructions().get(1);
        assertThat(user.user().text()).isEqualTo("d");
        assertThat(file.source().lineEnd()).isEqualTo("\r\n");
    }

    @Test
    void anyBytesAreReadWithoutLossAndWithEveryPlaceInsideTheFile() {
        var random = new Random(7);
        String[] pieces = {
            "FROM a\n",
            "RUN ",
            "<<EOF",
            "\\\n",
            "\n",
            "EOF\n",
            "[\"",
            "\"]",
            "$",
            "{",
            "'",
            "\"",
            "#",
            "ENV A=",
            " ",
            "`",
            "--from=",
            "COPY ",
            "ONBUILD ",
            "\u00e4",
            "\r\n",
            "HEALTHCHECK CMD ",
            "ARG ",
            "$(",
            ")",
            "if ",
            "; fi",
            "|",
            "&&"
        };
        for (int round = 0; round < 3000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(30); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0 && random.nextInt(4) == 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Dockerfile file = Dockerfile.parse(bytes);
            assertThat(file.toByteArray()).isEqualTo(bytes);
            file.problems().forEach(problem -> assertThat(problem.span().end()).isLessThanOrEqualTo(bytes.length));
            file.stages()
                    .forEach(stage -> stage.instructions()
                            .forEach(instruction ->
                                    assertThat(instruction.span().end()).isLessThanOrEqualTo(bytes.length)));
        }
    }
}
