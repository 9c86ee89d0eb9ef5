package dev.terrarium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.terminal.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code terrarium audit}, as somebody types it. */
class AuditTest {
    private static final String GOOD = """
            FROM python:3.13-slim-trixie
            USER 10001:10001
            CMD ["gunicorn", "--bind", "0.0.0.0:8000", "shop.wsgi"]
            ARG REVISION
            LABEL org.opencontainers.image.revision=$REVISION
            """;

    @TempDir
    private Path home;

    private InProcess terminal;

    @BeforeEach
    void open() {
        terminal = new InProcess(home);
    }

    private void file(String name, String text) throws Exception {
        Path path = home.resolve(name);
        Files.createDirectories(path.resolveSibling("."));
        Files.writeString(path, text);
    }

    @Test
    void aGoodFileHasNothingToFindAndMayStopAnywhere() throws Exception {
        file("Dockerfile", GOOD);
        assertThat(terminal.run("audit")).isEqualTo(ExitCode.OK);
        assertThat(terminal.out()).isEqualTo("""
                        plan
                          ✓ working       nothing found
                          ✓ security      nothing found
                          ✓ automation    nothing found
                          ✓ debuggable    nothing found
                          ✓ operations    nothing found
                          ✓ reproducible  nothing found
                          ✓ fast-builds   nothing found
                          ✓ small         nothing found
                          ✓ up-to-date    nothing found; you may stop here: it stays up to date
                        """);
    }

    @Test
    void aFindingShowsItsPlaceItsReasonItsFixAndTheNextThingToDo() throws Exception {
        file("Dockerfile", GOOD.replace("0.0.0.0", "127.0.0.1"));
        assertThat(terminal.run("audit")).isEqualTo(ExitCode.FINDINGS);
        assertThat(terminal.out())
                .startsWith("""
                        working

                          high: `gunicorn` listens on `127.0.0.1`, which nobody outside the container reaches  [bind-all-interfaces]
                            --> Dockerfile:3:28
                            3 | CMD ["gunicorn", "--bind", "127.0.0.1:8000", "shop.wsgi"]
                              |                            ^^^^^^^^^^^^^^^^
                            why: Loopback in a container\
                        """)
                .contains("""
                            fix: listen on all interfaces
                              - CMD ["gunicorn", "--bind", "127.0.0.1:8000", "shop.wsgi"]
                              + CMD ["gunicorn", "--bind", "0.0.0.0:8000", "shop.wsgi"]
                        """)
                .endsWith("next: listen on all interfaces (Dockerfile:3, bind-all-interfaces)\n");
    }

    @Test
    void stepsBeforeTheFirstFindingAreWholeAndOneMayStopThere() throws Exception {
        file("Dockerfile", GOOD.replace("-trixie", ""));
        terminal.run("audit");
        assertThat(terminal.out())
                .contains("✓ operations    nothing found; you may stop here: it runs well")
                .contains("✗ reproducible  1 finding\n");
    }

    @Test
    void safeFixesAreMadeAndEverythingElseStaysAsItIs() throws Exception {
        String before =
                "FROM python:3.13-slim-trixie\r\n# caf\u00e9\r\nENV  A   b\r\nUSER 10001\r\nLABEL git.commit=1\r\n"
                        + "CMD   gunicorn --bind 127.0.0.1:8000   shop.wsgi";
        file("Dockerfile", before);
        Path file = home.resolve("Dockerfile");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(terminal.run("audit", "--fix")).isEqualTo(ExitCode.OK);
        assertThat(Files.readString(file))
                .isEqualTo(before.replace("ENV  A   b", "ENV  A=b")
                        .replace(
                                "gunicorn --bind 127.0.0.1:8000   shop.wsgi",
                                "[\"gunicorn\", \"--bind\", \"0.0.0.0:8000\", \"shop.wsgi\"]"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(terminal.out()).startsWith("fixed Dockerfile\n  ✓ ");
        try (var left = Files.list(home)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .doesNotContain(".terrarium-")
                    .hasSize(1);
        }
    }

    @Test
    void aPatchOfAllFixesAppliesAndNoFileIsTouched() throws Exception {
        String before = GOOD.replace("USER 10001:10001\n", "");
        file("Dockerfile", before);
        assertThat(terminal.run("audit", "--fix=suggest")).isEqualTo(ExitCode.OK);
        assertThat(terminal.out()).isEqualTo("""
                        --- a/Dockerfile
                        +++ b/Dockerfile
                        @@ -1,0 +2,1 @@
                        +USER 10001:10001
                        """);
        assertThat(home.resolve("Dockerfile")).hasContent(before);
        file("patch", terminal.out());
        var git = new ProcessBuilder("git", "apply", "--unidiff-zero", "patch")
                .directory(home.toFile())
                .start();
        assertThat(git.waitFor()).isZero();
        assertThat(home.resolve("Dockerfile")).hasContent(GOOD);
    }

    @Test
    void directoriesAreSearchedButNotThoseOfTools() throws Exception {
        file("a/Dockerfile", GOOD);
        file("a/worker.Dockerfile", GOOD);
        file("a/Dockerfile.prod", GOOD);
        file("a/Containerfile", GOOD);
        file("a/Dockerfile.dockerignore", "*");
        file("a/node_modules/x/Dockerfile", "FROM x");
        file("a/.git/Dockerfile", "FROM x");
        assertThat(terminal.run("audit", "--json")).isEqualTo(ExitCode.OK);
        assertThat(terminal.out().split("\"path\": ")).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "# terrarium ignore=base-tag-explicit: we rebuild daily",
                "# hadolint ignore=DL3006,DL3007",
                "# terrarium global ignore=base-tag-explicit; reason=daily"
            })
    void aCommentExcusesAFinding(String comment) throws Exception {
        file("Dockerfile", comment + "\n" + GOOD.replace("-trixie", ""));
        terminal.run("audit", "--select", "base-tag-explicit");
        boolean knows = !comment.contains("hadolint") || terminal.out().contains("excused");
        assertThat(terminal.out()).contains(knows ? "1 finding is excused by comments" : "base-tag-explicit");
    }

    @Test
    void aCommentWithoutAReasonExcusesNothingAndIsTold() throws Exception {
        file("Dockerfile", "# terrarium ignore=base-tag-explicit\n" + GOOD.replace("-trixie", ""));
        assertThat(terminal.run("audit")).isEqualTo(ExitCode.FINDINGS);
        assertThat(terminal.out())
                .contains(
                        "the comment in Dockerfile:1 excuses nothing without a reason: `# terrarium ignore=PRACTICE: why`");
    }

    @Test
    void theExitCodeFollowsTheSeverityThatIsAskedFor() throws Exception {
        file("Dockerfile", GOOD.replace("USER 10001:10001\n", "USER 10001:10001\nENV A b\n"));
        assertThat(terminal.run("audit")).isEqualTo(ExitCode.FINDINGS);
        assertThat(terminal.run("audit", "--fail-on", "high")).isEqualTo(ExitCode.OK);
        assertThat(terminal.run("audit", "--fail-on", "none")).isEqualTo(ExitCode.OK);
        assertThat(terminal.run("audit", "--step", "security")).isEqualTo(ExitCode.OK);
        assertThat(terminal.run("audit", "--ignore", "legal-dockerfile-syntax")).isEqualTo(ExitCode.OK);
    }

    @Test
    void aBuildArgumentDecidesWhatIsKnown() throws Exception {
        file("Dockerfile", "ARG TAG\n" + GOOD.replace("python:3.13-slim-trixie", "python:${TAG}"));
        assertThat(terminal.run("audit")).isEqualTo(ExitCode.OK);
        assertThat(terminal.run("audit", "--build-arg", "TAG=3.8-slim-trixie")).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void whatCommandsPrintFitsTheirSchema() throws Exception {
        file("Dockerfile", GOOD.replace("0.0.0.0", "127.0.0.1").replace("-trixie", ""));
        for (var line : Map.of(
                        "audit", new String[] {"audit", "--json"},
                        "practices", new String[] {"audit", "--list", "--json"},
                        "audit-patch", new String[] {"audit", "--fix=suggest", "--json"})
                .entrySet()) {
            var printed = new InProcess(home);
            printed.run(line.getValue());
            var document = Schema.parse(printed.out().getBytes(StandardCharsets.UTF_8));
            assertThat(Schema.named(line.getKey()).faults(document))
                    .as(line.getKey())
                    .isEmpty();
        }
    }

    @Test
    void aPracticeIsExplained() {
        assertThat(terminal.run("audit", "--explain", "non-root-user")).isEqualTo(ExitCode.OK);
        assertThat(terminal.out())
                .startsWith("non-root-user (security, critical)\n\n")
                .contains("\nwhy: ")
                .contains("\nelsewhere: DL3002, ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "audit --explain non-root-usr|2|there is no practice `non-root-usr`|did you mean `non-root-user`?",
                "audit --step safety|2|there is no step `safety`|the steps are working, security",
                "audit --fix=all|2|`--fix` knows no mode `all`|write `--fix` or `--fix=suggest`",
                "audit --fail-on bad|2|there is no severity `bad`|write critical, high, medium, low or none",
                "audit --build-arg X|2|`X` is no build argument|write `--build-arg NAME=VALUE`",
                "audit|3|no Dockerfile is below .|name one: `terrarium audit path/to/Dockerfile`",
                "audit nowhere|3|is neither a file nor a directory|name a Dockerfile, or a directory that holds some"
            })
    void wrongInputIsToldWithAWayOut(String line, int code, String message, String hint) {
        assertThat(terminal.run(line.split(" ")).number()).isEqualTo(code);
        assertThat(terminal.err()).contains(message).contains("hint: " + hint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RUN $(|50000",
                "RUN true && \\~|60000",
                "RUN a|150000",
                "COPY a b~|100000",
                "# terrarium ignore=non-root-user: x~|25000",
                "ENV A=${A:-|100",
                "RUN a() |8000"
            })
    void hostileFilesAreReadWithinBounds(String piece, int times) throws Exception {
        file(
                "Dockerfile",
                "FROM a\n" + piece.replace('~', '\n').replace("RUN a", "RUN a|").repeat(times));
        assertThat(terminal.run("audit", "--fail-on", "none")).isEqualTo(ExitCode.OK);
    }

    @Test
    void bytesThatAreNoTextAreReadAndLargeFilesRefused() throws Exception {
        byte[] odd = new byte[1 << 20];
        new Random(3).nextBytes(odd);
        Files.write(home.resolve("Dockerfile"), odd);
        assertThat(terminal.run("audit", "Dockerfile", "--fail-on", "none")).isEqualTo(ExitCode.OK);
        Files.write(home.resolve("Dockerfile"), new byte[(1 << 20) + 1]);
        assertThat(terminal.run("audit", "Dockerfile")).isEqualTo(ExitCode.USER);
        assertThat(terminal.err()).contains("is larger than 1 MB, and no Dockerfile");
    }
}
