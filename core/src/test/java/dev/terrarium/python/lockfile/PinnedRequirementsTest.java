package dev.terrarium.python.lockfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Platform;
import dev.terrarium.python.Target;
import dev.terrarium.python.index.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinnedRequirementsTest {
    private static final Target TARGET = new Target(13, 5, Platform.AMD64, 41);
    private static final String HASH = "--hash=sha256:" + "ab".repeat(32);
    private static final String OTHER = "--hash=sha256:" + "cd".repeat(32);

    @TempDir
    Path directory;

    @Test
    void linesAreReadAsPipReadsThem() throws IOException {
        write("more/base.txt", "idna==3.7 " + HASH + "\n-r ../requirements.txt\n");
        write("constraints.txt", "flask<4\nnever-installed==1\n");
        write(
                "requirements.txt",
                "\uFEFF# compiled\r\n"
                        + "--index-url https://${USER}:${PASS}@index.example/simple\r\n"
                        + "--extra-index-url=https://extra.example/simple # more\r\n"
                        + "-f links\r\n"
                        + "-rmore/base.txt\r\n-c constraints.txt\r\n"
                        + "Flask==3.0.0 \\\r\n    " + HASH + " \\\r\n    " + OTHER + "\r\n"
                        + "tzdata==2025.1 ; sys_platform == 'win32' \\\n " + HASH + "\n"
                        + "wheel @ https://files.example/wheel-0.45-py3-none-any.whl#sha256=" + "ef".repeat(32) + "\n"
                        + "./dist/own-1.0-py3-none-any.whl --hash sha256:" + "ab".repeat(32) + "\n");
        PinnedRequirements requirements = read(Map.of("USER", "me", "PASS", "word"));
        LockedPackages locked = requirements.select(ProjectLock.Wanted.PLAIN, TARGET);
        assertThat(locked.packages())
                .map(LockedPackage::toString)
                .containsExactly("flask 3.0.0", "idna 3.7", "own 1.0", "wheel 0.45");
        assertThat(locked.packages().getFirst().offer())
                .isInstanceOfSatisfying(
                        LockedPackage.Offer.Hashes.class,
                        it -> assertThat(it.any()).hasSize(2));
        assertThat(locked.packages().getFirst().place()).hasToString("requirements.txt:7");
        assertThat(locked.needIndex()).isTrue();
        assertThat(requirements.sources())
                .map(Source::shown)
                .containsExactly(
                        "https://extra.example/simple/",
                        directory.resolve("links").toString(),
                        "https://index.example/simple/");
        assertThat(requirements.sources().getLast().uri().getRawUserInfo()).isEqualTo("me:word");
    }

    @Test
    void allUnhashedLinesAreToldWithTheCommandThatRepairsThem() throws IOException {
        write("requirements.in", "flask\n");
        write(
                "requirements.txt",
                "# by pip-compile\nflask==3.0.0\nidna>=3 " + HASH + "\nsix==1.0 --hash=md5:" + "0".repeat(32)
                        + "\nok==1 " + HASH + "\n");
        UserError error = refused();
        assertThat(error.problems())
                .map(Problem::message)
                .containsExactly(
                        "not pinned by `==` and a sha256: `flask==3.0.0`",
                        "not pinned by `==` and a sha256: `idna>=3`",
                        "not pinned by `==` and a sha256: `six==1.0`");
        assertThat(error.problems())
                .map(it -> it.place().orElseThrow().toString())
                .containsExactly("requirements.txt:2", "requirements.txt:3", "requirements.txt:4");
        assertThat(error.problems().getLast().hints())
                .containsExactly(
                        "run `pip-compile --generate-hashes requirements.in -o requirements.txt`, then build again");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            -r https://me:secret@host.example/r.txt          | requirements from an address are not read in this version: `https://host.example/r.txt`
            -r missing.txt                                   | there is no file `missing.txt`
            -r                                               | `-r` needs a value
            a==1 --pre                                       | pip passes over `--pre` behind a requirement: write it on a line of its own
            --no-index a==1                                  | pip does not see `a==1` behind an option: write it on a line of its own
            --no-deps                                        | pip knows no option `--no-deps` in a requirements file
            --require-hashes=yes                             | `--require-hashes` takes no value
            --no- x                                          | `--no-` may be `--no-index` or `--no-require-hashes` or `--no-binary`
            -f 'links                                        | a quote that is not closed
            --hash=sha256:ab                                 | a hash without a requirement
            a==1 --hash=sha256:xyz                           | not a hash: `sha256:xyz`
            a==one HASH                                      | not a version in `==one`
            a=1 HASH                                         | not a version specifier: `=1`
            ../../etc/passwd HASH                            | only wheels are installed in this version: `../../etc/passwd`
            git+https://me:secret@git.example/x@main         | a requirement from version control cannot be hashed: `git+https://git.example/x@main`
            https://me:secret@files.example/a-1.tar.gz HASH  | only wheels are installed in this version: `https://files.example/a-1.tar.gz`
            https://files.example/a-one-py3-none-any.whl HASH| not a wheel's name: `a-one-py3-none-any.whl`
            b @ https://files.example/a-1-py3-none-any.whl HASH | `b` is not what `a-1-py3-none-any.whl` holds
            b @ ftp://files.example/a-1-py3-none-any.whl HASH   | not an address: `ftp://files.example/a-1-py3-none-any.whl`
            a==1; python_version > 3 HASH                    | a marker compares a variable with a quoted text
            """)
    void whatCannotBeHonouredIsRefused(String line, String message) throws IOException {
        write("requirements.txt", line.replace("HASH", HASH) + "\n");
        assertThat(refused().problems()).map(Problem::message).containsExactly(message);
    }

    @Test
    void whatPipWouldAskAnIndexForIsRefused() throws IOException {
        write("requirements.in", "flask\n");
        write("requirements.txt", "flask==3.0.0\nidna>=3\nsix\n");
        UserError error = refused();
        assertThat(error.problems())
                .map(it -> it.place().orElseThrow() + " " + it.message())
                .containsExactly(
                        "requirements.txt:2 not pinned by `==`: `idna>=3`",
                        "requirements.txt:3 not pinned by `==`: `six`");
        assertThat(error.problems().getLast().hints())
                .containsExactly(
                        "run `uv pip compile --generate-hashes requirements.in -o requirements.txt`, then build again");
    }

    @Test
    void contradictionsAreTold() throws IOException {
        write("c.txt", "flask<3\n");
        write("requirements.txt", "-c c.txt\nflask==3.0.0 " + HASH + "\n");
        assertThat(refused().problems())
                .map(Problem::message)
                .containsExactly("`flask==3.0.0` does not fulfil `flask<3` at c.txt:1");
        write("requirements.txt", "a==1 " + HASH + "\na==2 " + OTHER + "\n");
        UserError twice =
                catchThrowableOfType(UserError.class, () -> read(Map.of()).select(ProjectLock.Wanted.PLAIN, TARGET));
        assertThat(twice).hasMessage("`a` is pinned twice: `a==1` and `a==2`");
    }

    @Test
    void mutatedFilesAreReadOrRefused() throws IOException {
        String valid = "--index-url https://index.example/simple\nflask[a]==3.0.0; python_version > '3' \\\n    " + HASH
                + "\n" + "wheel @ https://files.example/wheel-0.45-py3-none-any.whl " + HASH + " # x\n";
        var random = new Random(29);
        for (int i = 0; i < 400; i++) {
            var text = new StringBuilder(valid);
            for (int changes = random.nextInt(5); changes >= 0; changes--) {
                text.setCharAt(
                        random.nextInt(text.length()), (char) random.nextInt(random.nextBoolean() ? 128 : 0xD7FF));
            }
            write("requirements.txt", text.toString());
            try {
                assertThat(read(Map.of())
                                .select(ProjectLock.Wanted.PLAIN, TARGET)
                                .packages())
                        .isNotNull();
            } catch (UserError e) {
                assertThat(e.problems()).isNotEmpty();
            }
        }
    }

    private PinnedRequirements read(Map<String, String> variables) {
        return PinnedRequirements.read(directory.resolve("requirements.txt"), "requirements.txt", variables);
    }

    private UserError refused() {
        return catchThrowableOfType(UserError.class, () -> read(Map.of()));
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
