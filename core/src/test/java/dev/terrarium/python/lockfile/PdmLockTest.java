package dev.terrarium.python.lockfile;

import static dev.terrarium.python.lockfile.Dialects.TARGET;
import static dev.terrarium.python.lockfile.Dialects.names;
import static dev.terrarium.python.lockfile.Dialects.problems;
import static dev.terrarium.python.lockfile.Dialects.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PdmLockTest {
    private static final String HASH = "sha256:" + "ab".repeat(32);

    private static final String PROJECT = """
            [project]
            name = "shop"
            version = "1.0"
            requires-python = ">=3.11"
            dependencies = ["flask[fast]>=3"]
            [project.optional-dependencies]
            json = ["orjson"]
            [dependency-groups]
            dev = ["pytest>=8"]
            """;

    private static final String LOCK = """
            [metadata]
            groups = ["default", "dev", "json"]
            strategy = ["inherit_metadata"]
            lock_version = "4.5.0"
            content_hash = "CONTENT"

            [[metadata.targets]]
            requires_python = ">=3.11"

            """.replace("CONTENT", "sha256:" + "cd".repeat(32))
            + entry(
                    "flask",
                    "3.1.0",
                    "groups = [\"default\"]\ndependencies = [\"MarkupSafe>=2\", \"win; os_name == 'nt'\"]")
            + entry(
                    "flask",
                    "3.1.0",
                    "groups = [\"default\"]\nextras = [\"fast\"]\ndependencies = [\"flask==3.1.0\", \"quick\"]")
            + entry("MarkupSafe", "3.0.0", "groups = [\"default\", \"dev\"]")
            + entry("quick", "1.0", "groups = [\"default\"]\nmarker = \"python_version >= '3.11'\"")
            + entry("win", "1.0", "groups = [\"default\"]\nmarker = \"sys_platform == 'win32'\"")
            + entry("orjson", "3.0.0", "groups = [\"json\"]")
            + entry("pytest", "8.0.0", "groups = [\"dev\"]");

    private static String entry(String name, String version, String more) {
        return """
                [[package]]
                name = "%1$s"
                version = "%2$s"
                %4$s
                files = [
                    {file = "%1$s-%2$s-py3-none-any.whl", hash = "%3$s"},
                    {url = "https://files.example/%1$s-%2$s.tar.gz", hash = "%3$s"},
                ]

                """.formatted(name, version, HASH, more);
    }

    @Test
    void groupsAndMarkersSayWhatIsNeeded() {
        LockedPackages locked = lock(LOCK).select(ProjectLock.Wanted.PLAIN, TARGET);
        assertThat(names(locked)).containsExactly("flask 3.1.0", "markupsafe 3.0.0", "quick 1.0");
        assertThat(locked.packages().getFirst().dependencies())
                .map(Object::toString)
                .containsExactly("markupsafe", "quick");
        assertThat(names(lock(LOCK).select(wanted(List.of("json"), List.of("dev")), TARGET)))
                .containsExactly("flask 3.1.0", "markupsafe 3.0.0", "orjson 3.0.0", "pytest 8.0.0", "quick 1.0");
    }

    @Test
    void filesMayHaveAddresses() {
        String text = LOCK.replace(
                "file = \"quick-1.0-py3-none-any.whl\"", "url = \"https://files.example/quick-1.0-py3-none-any.whl\"");
        assertThat(WheelChoice.choose(lock(text).select(ProjectLock.Wanted.PLAIN, TARGET), TARGET)
                        .getLast()
                        .urls())
                .map(Object::toString)
                .containsExactly("https://files.example/quick-1.0-py3-none-any.whl");
    }

    @Test
    void whatIsAskedForAndNotThereIsNamed() {
        assertThat(problems(() -> lock(LOCK).select(wanted(List.of("x"), List.of("test")), TARGET)))
                .containsExactly(
                        "the lock knows no extra `x`: it has `dev`, `json`",
                        "the lock knows no dependency group `test`: it has `dev`, `json`");
    }

    /** The hash is that of the text that PDM composes of this project. */
    @Test
    void aLockKnowsItsProjectAgain() {
        String text = LOCK.replace(
                "sha256:" + "cd".repeat(32), "sha256:42e479950878b98d7f0df59fedee86547aa8535aab10ec3ca39783b9556302f5");
        lock(text).checkFresh();
        assertThat(problems(() -> lock(LOCK).checkFresh()))
                .containsExactly(
                        "the lock file does not fit the project: `pdm.lock` was written for another pyproject.toml");
    }

    /** Fifteen cases. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            lock_version = "4.5.0"   | lock_version = "4.3"     | a pdm.lock of version `4.3` is not read in this version, only 4 from 4.4 on
            lock_version = "4.5.0"   | lock_version = "5.0.0"   | a pdm.lock of version `5.0.0` is not read in this version, only 4 from 4.4 on
            lock_version = "4.5.0"   |                          | a pdm.lock of no version is not read in this version, only 4 from 4.4 on
            ["inherit_metadata"]     | []                       | a pdm.lock without the strategy `inherit_metadata` is not read in this version
            requires_python = ">=3.11" | requires_python = ">=3.14" | the lock is for Python `>=3.14`, and the image gets 3.13.5
            groups = ["default", "dev", "json"] | groups = ["?"] | not a name of a dependency group: `?`
            name = "quick"           |                          | a package without a name
            name = "quick"           | name = ".."              | not a package name: `..`
            name = "quick"           | name = "quack"           | `quick-1.0-py3-none-any.whl` is no wheel of `quack`
            version = "3.0.0"        |                          | `markupsafe` is locked without a version
            version = "3.0.0"        | version = "x"            | not a version: `x`
            version = "3.0.0"        | version = "3.0.0"\\ngit = "https://git.example/m" | `markupsafe` is taken from git, which is not in this version
            version = "3.0.0"        | version = "3.0.0"\\npath = "../m" | `markupsafe` is another project at `../m`, which is not in this version
            file = "quick            | fil = "quick             | a file of `quick` without a name
            python_version >= '3.11' | python >= '3.11'         | unknown marker variable `python`
            """)
    void aBrokenLockIsExplained(String from, String to, String message) {
        assertThat(LOCK).contains(from);
        String text = LOCK.replace(from, to == null ? "" : to.replace("\\n", "\n"));
        assertThat(problems(() -> lock(text).select(ProjectLock.Wanted.PLAIN, TARGET)))
                .contains(message);
    }

    @Test
    void mutatedLocksAreReadOrRefused() {
        Dialects.mutate(LOCK, PdmLockTest::lock);
    }

    private static PdmLock lock(String text) {
        return PdmLock.parse(text, PROJECT, Path.of("/project"));
    }
}
