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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every option that pip knows in a requirements file: honoured, passed over with a reason, or refused with a way out. */
class PipOptionTest {
    private static final Target TARGET = new Target(13, 5, Platform.AMD64, 41);
    private static final String HASH = "--hash=sha256:" + "ab".repeat(32);

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ONLY_BINARY     | --only-binary :all:              | `--only-binary :all:` at requirements.txt:1 changes nothing: only wheels are installed anyway
            PREFER_BINARY   | --prefer-binary                  | `--prefer-binary` at requirements.txt:1 changes nothing: only wheels are installed anyway
            PRE             | --pre                            | `--pre` at requirements.txt:1 changes nothing: every line names its version
            ALL_RELEASES    | --all-releases=:all:             | `--all-releases :all:` at requirements.txt:1 changes nothing: every line names its version
            ONLY_FINAL      | --only-final numpy               | `--only-final numpy` at requirements.txt:1 changes nothing: every line names its version
            USE_FEATURE     | --use-feature=fast-deps          | `--use-feature fast-deps` at requirements.txt:1 changes nothing: it is about how pip works, and pip does not run
            CONFIG_SETTINGS | a==1 -C "--build-option=-j 4"    | `--config-settings --build-option=-j 4` at requirements.txt:1 changes nothing: it is for building from sources, and only wheels are installed
            EDITABLE        | -e .                             | `-e .` at requirements.txt:1 is passed over: the project itself is built and added anyway
            EDITABLE        | --editable ./[prod]              | `-e ./[prod]` at requirements.txt:1 is passed over: the project itself is built and added anyway
            """)
    void whatChangesNothingIsPassedOverWithAReason(PipOption option, String line, String note) throws IOException {
        write("requirements.txt", line + "\n");
        assertThat(option.names()).anyMatch(line::contains);
        assertThat(read().select(ProjectLock.Wanted.PLAIN, TARGET).notes()).containsExactly(note);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            EDITABLE     | -e ../other                           | an editable requirement is no file that can be pinned: `--editable ../other` | publish it as a wheel to an index, or name a wheel's path
            EDITABLE     | -e git+https://git.example/x#egg=x    | an editable requirement is no file that can be pinned: `--editable git+https://git.example/x#egg=x` | publish it as a wheel to an index, or name a wheel's path
            NO_BINARY    | --no-binary=:all:                     | sources are not built in this version: `--no-binary :all:` | lock releases that have wheels
            TRUSTED_HOST | --trusted-host index.example          | certificates are always checked: `--trusted-host index.example` | name the certificate authority in SSL_CERT_FILE
            """)
    void whatCannotBeHonouredIsRefusedWithAWayOut(PipOption option, String line, String message, String hint)
            throws IOException {
        write("requirements.txt", "\n" + line + "\n");
        UserError error = catchThrowableOfType(UserError.class, this::read);
        assertThat(option.names()).anyMatch(line::contains);
        assertThat(error.problems()).map(Problem::message).containsExactly(message);
        assertThat(error.problems().getFirst().hints()).containsExactly(hint);
        assertThat(error.problems().getFirst().place().orElseThrow()).hasToString("requirements.txt:2");
    }

    @Test
    void includesAreRelativeToTheFileThatNamesThem() throws IOException {
        write("common.txt", "a==1\n");
        write("deep/er/base.txt", "--requirement=../../common.txt -r more.txt\n");
        write("deep/er/more.txt", "b==2\n-r ../../requirements.txt\n");
        write("requirements.txt", "-rdeep/er/base.txt\n");
        assertThat(selected()).containsExactly("a 1", "b 2");
    }

    @Test
    void constraintsPinWhatTheRequirementsLeaveOpenAndAddNothing() throws IOException {
        write("requirements.txt", "--constraint pins/c.txt\na\nb[x]>=2 ; python_version > '3'\n");
        write("pins/c.txt", "-r other.txt\na==1\nb==2 ; python_version < '3'\nunused==7\n");
        write("pins/other.txt", "b==3 ; python_version >= '3'\n");
        assertThat(selected()).containsExactly("a 1", "b 3");
        write("pins/other.txt", "b==3 ; sys_platform == 'win32'\n");
        UserError error = catchThrowableOfType(UserError.class, this::selected);
        assertThat(error)
                .hasMessage(
                        "no constraint pins `b[x]>=2; python_version > \"3\"` for CPython 3.13 on linux/amd64 with glibc 2.41");
        write("pins/other.txt", "b==1\n");
        error = catchThrowableOfType(UserError.class, this::read);
        assertThat(error).hasMessage("`b==1` does not fulfil `b[x]>=2` at requirements.txt:3");
        assertThat(error.problems().getFirst().place().orElseThrow()).hasToString("pins/other.txt:1");
    }

    @Test
    void hashesOfConstraintsCountAsIfTheyStoodInTheLine() throws IOException {
        write("requirements.txt", "-c c.txt\na\n");
        write("c.txt", "a==1 " + HASH + "\n");
        LockedPackages locked = read().select(ProjectLock.Wanted.PLAIN, TARGET);
        assertThat(locked.packages().getFirst().offer()).isInstanceOf(LockedPackage.Offer.Hashes.class);
    }

    @Test
    void indexesAndPagesOfLinksAreAskedInTheOrderOfTheHouse() throws IOException {
        write("requirements.txt", """
                -i https://first.example/
                --pypi-url=https://main.example/simple
                --extra-index https://extra.example/
                --find-links "my wheels"
                a==1
                """);
        assertThat(read().sources())
                .map(Source::shown)
                .containsExactly(
                        "https://extra.example/",
                        directory.resolve("my wheels").toString(),
                        "https://main.example/simple/");
        assertThat(read().noIndex()).isFalse();
        write("requirements.txt", "--no-index --find-links=wheels\na==1\n");
        assertThat(read().noIndex()).isTrue();
    }

    @Test
    void hashesAreDemandedAsSoonAsThereIsOneUnlessAnOptionSaysOtherwise() throws IOException {
        write("requirements.txt", "a==1 " + HASH + "\nb==2\n");
        assertThat(catchThrowableOfType(UserError.class, this::read))
                .hasMessage("not pinned by `==` and a sha256: `b==2`");
        write("requirements.txt", "--no-require-hashes\na==1 " + HASH + "\nb==2\n");
        assertThat(selected()).containsExactly("a 1", "b 2");
        write("requirements.txt", "--require-hashes\nb==2\n");
        assertThat(catchThrowableOfType(UserError.class, this::read))
                .hasMessage("not pinned by `==` and a sha256: `b==2`");
    }

    @Test
    void noOptionIsForgottenHere() {
        var honoured = EnumSet.noneOf(PipOption.class);
        for (PipOption option : PipOption.values()) {
            if (option.treatment() instanceof PipOption.Treatment.Honoured) {
                honoured.add(option);
            }
        }
        assertThat(honoured)
                .containsExactly(
                        PipOption.REQUIREMENT,
                        PipOption.CONSTRAINT,
                        PipOption.INDEX_URL,
                        PipOption.EXTRA_INDEX_URL,
                        PipOption.NO_INDEX,
                        PipOption.FIND_LINKS,
                        PipOption.REQUIRE_HASHES,
                        PipOption.NO_REQUIRE_HASHES,
                        PipOption.HASH);
        assertThat(PipOption.values()).hasSize(19);
    }

    @Test
    void aListOfNoSourcesToBuildIsNone() throws IOException {
        write("requirements.txt", "--no-binary :none:\na==1\n");
        assertThat(selected()).containsExactly("a 1");
    }

    private List<String> selected() {
        return read().select(ProjectLock.Wanted.PLAIN, TARGET).packages().stream()
                .map(LockedPackage::toString)
                .toList();
    }

    private PinnedRequirements read() {
        return PinnedRequirements.read(directory.resolve("requirements.txt"), "requirements.txt", Map.of());
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
