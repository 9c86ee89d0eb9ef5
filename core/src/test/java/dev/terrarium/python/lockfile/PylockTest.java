package dev.terrarium.python.lockfile;

import static dev.terrarium.python.lockfile.Dialects.TARGET;
import static dev.terrarium.python.lockfile.Dialects.names;
import static dev.terrarium.python.lockfile.Dialects.problems;
import static dev.terrarium.python.lockfile.Dialects.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.oci.Platform;
import dev.terrarium.python.Group;
import dev.terrarium.python.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PylockTest {
    private static final String HASH = "ab".repeat(32);

    private static final String LOCK = """
            lock-version = "1.0"
            created-by = "hand"
            requires-python = ">=3.11"
            environments = ["sys_platform == 'linux'", "sys_platform == 'darwin'"]
            extras = ["Fast_Json"]
            dependency-groups = ["dev", "docs"]
            default-groups = ["default", "dev"]

            [[packages]]
            name = "demo"
            directory = { path = ".", editable = true }

            """
            + entry("Flask", "3.0.0", "'default' in dependency_groups", "flask-3.0.0-py3-none-any")
            + entry("orjson", "3.1.0", "'fast-json' in extras", "orjson-3.1.0-cp313-cp313-manylinux_2_17_x86_64")
            + entry("pytest", "8.0.0", "'dev' in dependency_groups", "pytest-8.0.0-py3-none-any")
            + entry("win", "1.0", "sys_platform == 'win32'", "win-1.0-py3-none-any")
            + entry("torch", "2.0+cpu", "python_version >= '3.12'", "torch-2.0%2Bcpu-py3-none-any")
            + entry("torch", "1.0", "python_version < '3.12'", "torch-1.0-py3-none-any");

    private static String entry(String name, String version, String marker, String wheel) {
        return """
                [[packages]]
                name = "%1$s"
                version = "%2$s"
                marker = "%3$s"
                dependencies = [{ name = "flask" }, { name = "win" }]
                index = "https://index.example/simple"
                wheels = [{ url = "https://user:secret@files.example/%4$s.whl", size = 7, hashes = { sha256 = "%5$s" } }]

                """.formatted(name, version, marker, wheel, HASH);
    }

    @Test
    void whatTheMarkersAllowGoesIn() {
        LockedPackages locked = lock(LOCK).select(ProjectLock.Wanted.PLAIN, TARGET);
        assertThat(names(locked)).containsExactly("flask 3.0.0", "torch 2.0+cpu");
        assertThat(locked.packages().getLast().dependencies())
                .map(Object::toString)
                .containsExactly("flask");
        assertThat(locked.notes())
                .containsExactly("the dependency group `dev` of `default-groups` is left out: nobody named it");
        ChosenWheel wheel = WheelChoice.choose(locked, TARGET).getLast();
        assertThat(wheel.filename()).isEqualTo("torch-2.0+cpu-py3-none-any.whl");
        assertThat(wheel.urls())
                .map(Object::toString)
                .containsExactly("https://files.example/torch-2.0%2Bcpu-py3-none-any.whl");
        assertThat(wheel.size()).hasValue(7);
    }

    @Test
    void extrasAndGroupsComeInWhenNamed() {
        LockedPackages locked = lock(LOCK).select(wanted(List.of("fast-json"), List.of("dev")), TARGET);
        assertThat(names(locked)).containsExactly("flask 3.0.0", "orjson 3.1.0", "pytest 8.0.0", "torch 2.0+cpu");
        assertThat(locked.notes()).isEmpty();
    }

    @Test
    void aGroupOfTheProjectIsNoNameForItsOwnDependencies() {
        Pylock lock = Pylock.parse(LOCK, Path.of("/project"), Set.of(new Group("default")));
        assertThat(names(lock.select(ProjectLock.Wanted.PLAIN, TARGET))).containsExactly("torch 2.0+cpu");
    }

    @Test
    void anotherPythonGetsOtherVersions() {
        assertThat(names(lock(LOCK).select(ProjectLock.Wanted.PLAIN, new Target(11, 2, Platform.ARM64, 36))))
                .containsExactly("flask 3.0.0", "torch 1.0");
    }

    @Test
    void whatIsAskedForAndNotThereIsNamed() {
        assertThat(problems(() -> lock(LOCK).select(wanted(List.of("x"), List.of("test")), TARGET)))
                .containsExactly(
                        "the lock knows no extra `x`: it has `fast-json`",
                        "the lock knows no dependency group `test`: it has `dev`, `docs`");
        assertThat(problems(() -> lock(LOCK).select(ProjectLock.Wanted.PLAIN, new Target(9, 2, Platform.AMD64, 36))))
                .containsExactly("the lock is for Python `>=3.11`, and the image gets 3.9.2");
    }

    @Test
    void aLockOfNothingIsALock() {
        Pylock lock = lock("lock-version = '1.0'\ncreated-by = 'hand'\npackages = []\n");
        assertThat(lock.select(ProjectLock.Wanted.PLAIN, TARGET).packages()).isEmpty();
    }

    @Test
    void aNewerMinorVersionIsReadAndTold() {
        assertThat(lock(LOCK.replace("\"1.0\"\ncreated", "\"1.3\"\ncreated"))
                        .select(ProjectLock.Wanted.PLAIN, TARGET)
                        .notes())
                .contains("pylock.toml has version 1.3; it is read as 1.0");
    }

    @Test
    void aWheelThatIsNamedByItsAddressIsAWheel() {
        String text = LOCK.replaceFirst(
                "wheels = \\[(\\{ url = \"https://user:secret@files.example/flask.*})]", "archive = $1");
        assertThat(names(lock(text).select(ProjectLock.Wanted.PLAIN, TARGET))).contains("flask 3.0.0");
    }

    @Test
    void sourcesAloneAreNoWheel() {
        String text = LOCK.replaceFirst(
                "wheels = \\[\\{ url = \"https://user:secret@files.example/flask.*",
                "sdist = { url = \"https://files.example/flask-3.0.0.tar.gz\", hashes = { sha256 = \"" + HASH
                        + "\" } }");
        assertThat(problems(() -> WheelChoice.choose(lock(text).select(ProjectLock.Wanted.PLAIN, TARGET), TARGET)))
                .containsExactly("`flask 3.0.0` has no wheel for CPython 3.13 on linux/amd64 with glibc 2.41: "
                        + "there are only sources, and those are not built");
    }

    /** Twenty cases; the wheel of flask is what is replaced in the last ones. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            lock-version = "1.0"          | lock-version = "2.0"      | a pylock.toml of version `2.0` is not read in this version, only version 1
            lock-version = "1.0"          |                           | a pylock.toml of no version is not read in this version, only version 1
            lock-version = "1.0"          | lock-version = 1          | `lock-version` must be a string, not an integer
            [[packages]]                  | [[package]]               | `packages` is missing
            name = "Flask"                |                           | a package without a name
            name = "Flask"                | name = "../f"             | not a package name: `../f`
            name = "Flask"                | name = "bottle"           | `flask-3.0.0-py3-none-any.whl` is no wheel of `bottle`
            version = "3.0.0"             | version = "three"         | not a version: `three`
            version = "3.0.0"             | requires-python = ">=4"   | `flask` is selected and requires Python `>=4`, and the image gets 3.13.5
            'default' in dep              | 'default' == dep          | `dependency_groups` is a set, and only asked by `"name" in`
            'default' in dependency_groups| 'default' in dependencies | unknown marker variable `dependencies`
            'default' in dependency_groups| python_version in '3.13   | a quotation mark is missing in a marker
            python_version < '3.12'       | python_version < '4'      | `torch 2.0+cpu` and `torch 1.0` are both selected, and only one can be installed
            sys_platform == 'linux'       | os_name == 'nt'           | the lock is for other environments than CPython 3.13 on linux/amd64 with glibc 2.41: `os_name == "nt"`, `sys_platform == "darwin"`
            dependency-groups = ["dev"    | dependency-groups = ["?"  | not a name of a dependency group: `?`
            [{ name = "flask" }           | [{ version = "1" }        | a dependency without a name
            @files.example/flask-3.0.0-py3| @files.example/flask      | a wheel's name has 5 or 6 parts, `flask-none-any.whl` has 3
            size = 7                      | size = "7"                | `size` must be an integer, not a string
            sha256 =                      | sha512 =                  | the wheels of `flask 3.0.0` are locked without a sha256
            { url = "https://user:secret@files.example/flask-3.0.0-py3-none-any.whl", | { | a wheel without `url`, `path` or `name`
            """)
    void aBrokenLockIsExplained(String from, String to, String message) {
        assertThat(LOCK).contains(from);
        assertThat(problems(
                        () -> lock(LOCK.replace(from, to == null ? "" : to)).select(ProjectLock.Wanted.PLAIN, TARGET)))
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            vcs = { type = "git", url = "https://git.example/f", commit-id = "1" } | `flask` is taken from git, which is not in this version
            directory = { path = "../flask" }                      | `flask` is another project at `../flask`, which is not in this version
            archive = { url = "https://files.example/f.zip?x" }    | `flask` is built from the archive `f.zip`, which is not in this version
            vcs = { type = "git" }\\narchive = { path = "f.zip" }  | `flask` has more than one source: `vcs`, `archive`
            sdist = {}\\ndirectory = { path = "f" }                | `flask` has more than one source: `directory` and files of an index
            index = "https://files.example"                        | `flask` has neither files nor another source
            """)
    void whatThisVersionCannotInstallIsNamed(String source, String message) {
        String text = LOCK.replaceFirst(
                "index = .*\nwheels = .*", source.replace("\\n", "\n").replace("$", "\\$"));
        assertThat(problems(() -> lock(text).select(ProjectLock.Wanted.PLAIN, TARGET)))
                .containsExactly(message);
    }

    @Test
    void mutatedLocksAreReadOrRefused() {
        Dialects.mutate(LOCK, PylockTest::lock);
    }

    private static Pylock lock(String text) {
        return Pylock.parse(text, Path.of("/project"), Set.of());
    }
}
