package dev.terrarium.python.lockfile;

import static dev.terrarium.python.lockfile.Dialects.TARGET;
import static dev.terrarium.python.lockfile.Dialects.names;
import static dev.terrarium.python.lockfile.Dialects.problems;
import static dev.terrarium.python.lockfile.Dialects.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.oci.Platform;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.Target;
import dev.terrarium.python.Version;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoetryLockTest {
    private static final String HASH = "sha256:" + "ab".repeat(32);

    private static final String POETRY_1 = """
            [tool.poetry]
            name = "shop"
            version = "1.0"
            description = "Größe"
            [tool.poetry.dependencies]
            python = "^3.11"
            flask = { version = "^3.0", extras = ["fast"] }
            orjson = { version = "*", optional = true }
            win = { version = "*", markers = "sys_platform == 'win32'" }
            old = [{ version = "^1", python = "<3.12" }, { version = "^2", python = ">=3.12" }]
            [tool.poetry.extras]
            json = ["orjson"]
            [tool.poetry.group.dev.dependencies]
            pytest = "^8"
            [[tool.poetry.source]]
            name = "größe"
            url = "https://index.example/simple"
            """;

    private static final String POETRY_2 = """
            [project]
            name = "shop"
            version = "1.0"
            requires-python = ">=3.11"
            dependencies = ["flask[fast]>=3", "win; sys_platform == 'win32'", "old>=1"]
            [project.optional-dependencies]
            json = ["orjson"]
            [dependency-groups]
            dev = ["pytest>=8"]
            """;

    /** As Poetry 2 writes it: each package says who needs it. */
    private static final String MARKED = entry("flask", "3.1.0", "groups = [\"main\"]")
            + "[package.dependencies]\nmarkupsafe = \">=2\"\n\n"
            + entry(
                    "MarkupSafe",
                    "3.0.0",
                    "groups = [\"main\", \"dev\"]\nmarkers = {dev = \"sys_platform == 'win32'\"}")
            + entry("orjson", "3.0.0", "groups = [\"main\"]\noptional = true\nmarkers = \"extra == 'json'\"")
            + entry("pytest", "8.0.0", "groups = [\"dev\"]")
            + entry("win", "1.0", "groups = [\"main\"]\nmarkers = \"sys_platform == 'win32'\"")
            + """
            [package.source]
            type = "legacy"
            url = "https://index.example/simple"
            reference = "main"

            [extras]
            json = ["orjson"]

            [metadata]
            lock-version = "2.1"
            python-versions = ">=3.11,<4.0"
            content-hash = "2022e1706578e3b38162d70eadfd6a33fc826dd859fe4cb47386fbb8d10a6479"
            """;

    /** As Poetry 1 writes it: only a walk tells who needs what. */
    private static final String UNMARKED = entry("flask", "3.1.0", "optional = false\npython-versions = \"*\"")
            + """
            [package.dependencies]
            markupsafe = { version = ">=2", markers = "python_version >= '3.8'" }
            win = { version = "*", markers = "platform_system == 'Windows'" }
            quick = { version = "*", optional = true, markers = "extra == 'fast'" }
            slow = { version = "*", optional = true }
            [package.extras]
            fast = ["quick (>=1)"]
            slow = ["slow"]

            """
            + entry("markupsafe", "3.0.0", "")
            + entry("quick", "1.0", "")
            + entry("slow", "1.0", "")
            + entry("old", "1.5", "python-versions = \"<3.12\"")
            + entry("old", "2.5", "python-versions = \">=3.12\"")
            + entry("orjson", "3.0.0", "optional = true")
            + entry("pytest", "8.0.0", "")
            + entry("win", "1.0", "")
            + """
            [extras]
            json = ["orjson"]

            [metadata]
            lock-version = "2.0"
            python-versions = "^3.11"
            content-hash = "692bf08b677b73ef7409b2ee19dba8c9e9e32cb2a242addd67b3a4c99726d629"
            """;

    private static String entry(String name, String version, String more) {
        return """
                [[package]]
                name = "%1$s"
                version = "%2$s"
                files = [
                    {file = "%3$s-%2$s-py3-none-any.whl", hash = "%4$s"},
                    {file = "%3$s-%2$s.tar.gz", hash = "%4$s"},
                ]
                %5$s

                """.formatted(name, version, name.replace('-', '_'), HASH, more);
    }

    @Test
    void aMarkedLockSaysWhatIsNeeded() {
        LockedPackages locked = marked(MARKED).select(ProjectLock.Wanted.PLAIN, TARGET);
        assertThat(names(locked)).containsExactly("flask 3.1.0", "markupsafe 3.0.0");
        assertThat(locked.packages().getFirst().dependencies())
                .map(Object::toString)
                .containsExactly("markupsafe");
        ChosenWheel wheel = WheelChoice.choose(locked, TARGET).getFirst();
        assertThat(wheel.filename()).isEqualTo("flask-3.1.0-py3-none-any.whl");
        assertThat(wheel.urls()).isEmpty();
        assertThat(names(marked(MARKED).select(wanted(List.of("json"), List.of("dev")), TARGET)))
                .containsExactly("flask 3.1.0", "markupsafe 3.0.0", "orjson 3.0.0", "pytest 8.0.0");
        assertThat(marked(MARKED).sources())
                .map(Object::toString)
                .containsExactly("https://index.example/simple/ (poetry.lock)");
    }

    @Test
    void anUnmarkedLockIsWalkedFromTheProject() {
        assertThat(names(unmarked(UNMARKED).select(ProjectLock.Wanted.PLAIN, TARGET)))
                .containsExactly("flask 3.1.0", "markupsafe 3.0.0", "old 2.5", "quick 1.0");
        assertThat(names(unmarked(UNMARKED).select(wanted(List.of("json"), List.of("dev")), TARGET)))
                .containsExactly(
                        "flask 3.1.0", "markupsafe 3.0.0", "old 2.5", "orjson 3.0.0", "pytest 8.0.0", "quick 1.0");
        assertThat(names(unmarked(UNMARKED).select(ProjectLock.Wanted.PLAIN, new Target(11, 0, Platform.ARM64, 36))))
                .contains("old 1.5");
    }

    @Test
    void anUnmarkedLockIsWalkedFromAStandardProjectToo() {
        PoetryLock lock = PoetryLock.parse(UNMARKED, POETRY_2, Path.of("/project"));
        assertThat(names(lock.select(wanted(List.of("json"), List.of()), TARGET)))
                .containsExactly("flask 3.1.0", "markupsafe 3.0.0", "old 2.5", "orjson 3.0.0", "quick 1.0");
    }

    @Test
    void theOldestFormListsFilesApart() {
        String text = UNMARKED.replaceAll("files = \\[\n.*\n.*\n]", "category = \"main\"")
                        .replace("\"2.0\"\npython", "\"1.1\"\npython")
                + "[metadata.files]\nflask = [{file = \"flask-3.1.0-py3-none-any.whl\", hash = \"" + HASH + "\"}]\n";
        LockedPackages locked = unmarked(text).select(ProjectLock.Wanted.PLAIN, TARGET);
        assertThat(locked.packages().getFirst().offer())
                .isInstanceOfSatisfying(
                        LockedPackage.Offer.Wheels.class,
                        it -> assertThat(it.wheels()).hasSize(1));
    }

    /** The hashes were computed by Poetry 2.5. */
    @Test
    void aLockKnowsItsProjectAgain() {
        marked(MARKED).checkFresh();
        marked(MARKED.replace(
                        "2022e1706578e3b38162d70eadfd6a33fc826dd859fe4cb47386fbb8d10a6479",
                        "773246e7c7f6d058b69f5a810c7c98806a48b1cddc336f592a5d86bb0b6e4a7b"))
                .checkFresh();
        unmarked(UNMARKED).checkFresh();
        assertThat(problems(() -> PoetryLock.parse(MARKED, POETRY_2.replace("flask", "bottle"), Path.of("/project"))
                        .checkFresh()))
                .containsExactly(
                        "the lock file does not fit the project: `poetry.lock` was written for another pyproject.toml");
    }

    /** Seventeen cases. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            lock-version = "2.0"   | lock-version = "3.0"     | a poetry.lock of version `3.0` is not read in this version, only 1.0 to 2.1
            lock-version = "2.0"   |                          | a poetry.lock of no version is not read in this version, only 1.0 to 2.1
            lock-version = "2.0"   | lock-version = 2         | `lock-version` must be a string, not an integer
            python-versions = "^3.11" | python-versions = "^2.7" | the lock is for Python `^2.7`, and the image gets 3.13.5
            python-versions = "^3.11" | python-versions = "3;"   | not a version in `==3;`
            name = "quick"         |                          | a package without a name
            name = "quick"         | name = "-q"              | not a package name: `-q`
            name = "quick"         | name = "quack"           | `quick-1.0-py3-none-any.whl` is no wheel of `quack`
            version = "3.1.0"      |                          | `flask` is locked without a version
            version = "3.1.0"      | version = "x"            | not a version: `x`
            markupsafe = {         | missing = {              | `missing`, required by `flask`, is not in the lock
            python-versions = "<3.12" | python-versions = "*" | the lock is read
            markupsafe = { version = ">=2" | markupsafe = { version = "" | an empty version constraint
            markupsafe = {         | markupsafe = 3 #         | the dependency `markupsafe` is neither a version nor a table
            platform_system ==     | platform =               | unknown marker variable `platform`
            ["quick (>=1)"]        | ["(quick)"]              | not a package name: ``
            hash = "sha256:        | hash = "md5:             | the wheels of `flask 3.1.0` are locked without a sha256
            """)
    void aBrokenLockIsExplained(String from, String to, String message) {
        assertThat(UNMARKED).contains(from);
        String text = UNMARKED.replace(from, to == null ? "" : to);
        if (message.equals("the lock is read")) {
            assertThat(names(unmarked(text).select(ProjectLock.Wanted.PLAIN, TARGET)))
                    .contains("old 2.5");
            return;
        }
        assertThat(problems(() -> unmarked(text).select(ProjectLock.Wanted.PLAIN, TARGET)))
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            git       | https://git.example/f | `flask` is taken from git, which is not in this version
            directory | ../flask              | `flask` is another project at `../flask`, which is not in this version
            """)
    void whatThisVersionCannotInstallIsNamed(String type, String url, String message) {
        String text = MARKED.replaceFirst(
                "\\[package.dep", "[package.source]\ntype = \"" + type + "\"\nurl = \"" + url + "\"\n\n[package.dep");
        assertThat(problems(() -> marked(text).select(ProjectLock.Wanted.PLAIN, TARGET)))
                .containsExactly(message);
    }

    @Test
    void anUnknownExtraIsNamedWithTheKnownOnes() {
        assertThat(problems(() -> marked(MARKED).select(wanted(List.of("x"), List.of()), TARGET)))
                .containsExactly("the lock knows no extra `x`: it has `json`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^1.2.3 | 1.2.3 | 2.0",
                "^0.2.3 | 0.2.9 | 0.3.0",
                "^0.0.3 | 0.0.3 | 0.0.4",
                "^0 | 0.9 | 1.0",
                "~1.2.3 | 1.2.9 | 1.3",
                "~1 | 1.9 | 2.0",
                "* | 5 | -",
                "1.* | 1.7 | 2.0",
                "1.2 | 1.2.0 | 1.2.1",
                ">=1,<2 | 1.5 | 2",
                "<1 || >=3 | 3 | 2",
                "~=1.4 | 1.9 | 2.0",
                "!=1.0 | 1.1 | 1.0"
            })
    void constraintsAdmitWhatPoetryAdmits(String line) throws Malformed {
        String[] parts = line.split(" \\| ");
        PoetryConstraint constraint = PoetryConstraint.read(parts[0]);
        assertThat(constraint.admits(Version.of(parts[1]))).isTrue();
        assertThat(!parts[2].equals("-") && constraint.admits(Version.of(parts[2])))
                .isFalse();
    }

    @Test
    void mutatedLocksAreReadOrRefused() {
        Dialects.mutate(MARKED, PoetryLockTest::marked);
        Dialects.mutate(UNMARKED, PoetryLockTest::unmarked);
    }

    private static PoetryLock marked(String text) {
        return PoetryLock.parse(text, POETRY_2, Path.of("/project"));
    }

    private static PoetryLock unmarked(String text) {
        return PoetryLock.parse(text, POETRY_1, Path.of("/project"));
    }
}
