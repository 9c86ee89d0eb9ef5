package dev.terrarium.python.lockfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Platform;
import dev.terrarium.python.Extra;
import dev.terrarium.python.Group;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.Requirement;
import dev.terrarium.python.Specifiers;
import dev.terrarium.python.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UvLockTest {
    private static final Target TARGET = new Target(13, 5, Platform.AMD64, 41);
    private static final String HASH = "sha256:" + "ab".repeat(32);

    private static final String LOCK = """
            version = 1
            revision = 3
            requires-python = ">=3.11"

            [[package]]
            name = "demo"
            version = "0.1.0"
            source = { editable = "." }
            dependencies = [
                { name = "httpx", extra = ["http2"] },
                { name = "numpy", version = "2.4.0", source = { registry = "https://index.example/simple" }, marker = "python_full_version < '3.12'" },
                { name = "numpy", version = "2.5.0", source = { registry = "https://index.example/simple" }, marker = "python_full_version >= '3.12'" },
                { name = "tzdata", marker = "sys_platform == 'win32'" },
            ]
            [package.optional-dependencies]
            speed = [{ name = "orjson", marker = "extra == 'extra-4-demo-speed'" }]
            [package.dev-dependencies]
            dev = [{ name = "pytest" }]
            [package.metadata]
            requires-dist = [
                { name = "httpx", extras = ["http2"], specifier = ">=0.27" },
                { name = "numpy", specifier = ">=2,<3" },
                { name = "orjson", marker = "extra == 'speed'" },
                { name = "tzdata", marker = "sys_platform == 'win32'" },
            ]
            provides-extras = ["speed", "empty"]
            [package.metadata.requires-dev]
            dev = [{ name = "pytest", specifier = ">=8" }]
            none = []

            """
            + registry("httpx", "0.28.0", "py3-none-any", """
                    dependencies = [{ name = "anyio" }]
                    [package.optional-dependencies]
                    http2 = [{ name = "h2" }]
                    """)
            + registry("anyio", "4.0.0", "py3-none-any", "dependencies = [{ name = \"httpx\" }]\n")
            + registry("h2", "4.1.0", "py3-none-any", "")
            + registry("numpy", "2.4.0", "cp311-cp311-manylinux_2_17_x86_64", "")
            + registry("numpy", "2.5.0", "cp313-cp313-manylinux_2_17_x86_64", "")
            + registry("orjson", "3.0.0", "cp313-cp313-manylinux_2_17_x86_64", "")
            + registry("pytest", "8.0.0", "py3-none-any", "")
            + registry("tzdata", "2025.1", "py3-none-any", "");

    private static String registry(String name, String version, String tags, String more) {
        return """
                [[package]]
                name = "%1$s"
                version = "%2$s"
                source = { registry = "https://index.example/simple" }
                sdist = { url = "https://files.example/%1$s-%2$s.tar.gz", hash = "%4$s" }
                wheels = [
                    { url = "https://files.example/p%%2Bq/%1$s-%2$s-%3$s.whl", hash = "%4$s", size = 7 },
                ]
                %5$s
                """.formatted(name, version, tags, HASH, more);
    }

    @Test
    void onlyWhatTheMarkersAllowIsReached() {
        LockedPackages locked = lock(LOCK).select(ProjectLock.Wanted.PLAIN, TARGET);
        assertThat(locked.packages())
                .map(LockedPackage::toString)
                .containsExactly("anyio 4.0.0", "h2 4.1.0", "httpx 0.28.0", "numpy 2.5.0");
        assertThat(locked.packages().get(2).dependencies())
                .map(Object::toString)
                .containsExactly("anyio", "h2");
        assertThat(locked.needIndex()).isFalse();
    }

    @Test
    void anotherPythonReachesOtherVersions() {
        LockedPackages locked = lock(LOCK).select(ProjectLock.Wanted.PLAIN, new Target(11, 2, Platform.AMD64, 36));
        assertThat(locked.packages()).map(LockedPackage::toString).contains("numpy 2.4.0");
    }

    @Test
    void extrasAndGroupsComeInWhenNamed() {
        LockedPackages locked = lock(LOCK).select(wanted(List.of("speed", "empty"), List.of("dev", "none")), TARGET);
        assertThat(locked.packages()).map(LockedPackage::toString).contains("orjson 3.0.0", "pytest 8.0.0");
    }

    @Test
    void anUnknownExtraOrGroupIsNamedWithTheKnownOnes() {
        assertThat(problems(() -> lock(LOCK).select(wanted(List.of("sped"), List.of("test")), TARGET)))
                .containsExactly(
                        "the lock knows no extra `sped` of `demo`: it has `speed`",
                        "the lock knows no dependency group `test` of `demo`: it has `dev`");
    }

    @Test
    void theChosenWheelKnowsWhereItMayBe() {
        List<ChosenWheel> wheels = WheelChoice.choose(lock(LOCK).select(ProjectLock.Wanted.PLAIN, TARGET), TARGET);
        assertThat(wheels).map(ChosenWheel::filename).contains("numpy-2.5.0-cp313-cp313-manylinux_2_17_x86_64.whl");
        assertThat(wheels.getFirst().urls())
                .map(Object::toString)
                .containsExactly("https://files.example/p%2Bq/anyio-4.0.0-py3-none-any.whl");
        assertThat(wheels.getFirst().size()).hasValue(7);
    }

    @Test
    void allPackagesWithoutAWheelAreToldAtOnce() {
        String lock = LOCK.replace("numpy-2.5.0-cp313-cp313-manylinux_2_17", "numpy-2.5.0-cp313-cp313-manylinux_2_99")
                .replaceAll("wheels = \\[\\s+\\{ url = \"https://files.example/p%2Bq/h2.*\\s+]", "");
        assertThat(problems(() -> WheelChoice.choose(lock(lock).select(ProjectLock.Wanted.PLAIN, TARGET), TARGET)))
                .containsExactly(
                        "`h2 4.1.0` has no wheel for CPython 3.13 on linux/amd64 with glibc 2.41: there are only sources, and those are not built",
                        "`numpy 2.5.0` has no wheel for CPython 3.13 on linux/amd64 with glibc 2.41: "
                                + "`numpy-2.5.0-cp313-cp313-manylinux_2_99_x86_64.whl` needs glibc 2.99, the image has 2.41");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            version = 1             | version = 2             | a uv.lock of version 2 is not read in this version, only version 1
            version = 1             |                         | a uv.lock of no version is not read in this version, only version 1
            name = "h2"\\n          |                         | a package without a name
            name = "h2"             | name = "../h2"          | not a package name: `../h2`
            version = "4.1.0"       | version = "four"        | not a version: `four`
            h2-4.1.0-py3            | h2-four-py3             | not a wheel's name: `h2-four-py3-none-any.whl`
            { editable = "." }      | { editable = "x" }      | the lock has no project at its root
            [{ name = "anyio" }]    | [{ name = "missing" }]  | `missing`, required by `httpx`, is not in the lock
            [{ name = "anyio" }]    | [{ marker = "x" }]      | a dependency without a name
            [{ name = "anyio" }]    | [{ name = "numpy" }]    | `numpy`, required by `httpx`, is in the lock more than once
            [{ name = "anyio" }]    | ["anyio"]               | `dependencies` is an array of tables, and holds a string
            sys_platform == 'win32' | sys_platform = 'win32'  | an operator is missing in a marker
            >= '3.12'               | >= '3.11'               | a uv.lock
            """)
    void aBrokenLockIsExplained(String from, String to, String message) {
        String text = LOCK.replace(from.replace("\\n", "\n").strip(), to == null ? "" : to);
        if (message.equals("a uv.lock")) {
            assertThat(problems(
                            () -> lock(text).select(ProjectLock.Wanted.PLAIN, new Target(11, 0, Platform.AMD64, 36))))
                    .containsExactly("`numpy 2.4.0` and `numpy 2.5.0` are both needed, and only one can be installed");
            return;
        }
        assertThat(problems(() -> lock(text).select(ProjectLock.Wanted.PLAIN, TARGET)))
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            { git = "https://me:secret@git.example/h2?rev=1#abc" } | `h2` is taken from git (`https://git.example/h2 at abc`), which is not in this version
            { nothing = "h2" }                             | `h2` has no source that this version knows
            """)
    void whatThisVersionCannotInstallIsNamed(String source, String message) {
        String text = LOCK.replace(
                "name = \"h2\"\nversion = \"4.1.0\"\nsource = { registry = \"https://index.example/simple\" }",
                "name = \"h2\"\nversion = \"4.1.0\"\nsource = " + source);
        assertThat(problems(() -> lock(text).select(ProjectLock.Wanted.PLAIN, TARGET)))
                .containsExactly(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            { editable = "../h2" }      | /repository/h2
            { directory = "libs/h2" }   | /repository/lock/libs/h2
            { virtual = "h2" }          |
            """)
    void otherProjectsOfTheRepositoryAreNoDistributions(String source, String folder) {
        String text = LOCK.replace(
                "name = \"h2\"\nversion = \"4.1.0\"\nsource = { registry = \"https://index.example/simple\" }",
                "name = \"h2\"\nversion = \"4.1.0\"\nsource = " + source);
        UvLock lock = UvLock.parse(text, "uv.lock", Path.of("/repository/lock"));
        LockedPackages locked = lock.select(ProjectLock.Wanted.PLAIN, TARGET);
        assertThat(locked.packages()).noneMatch(it -> it.name().text().equals("h2"));
        List<String> folders = folder == null ? List.of() : List.of(folder);
        assertThat(locked.projects())
                .extracting(it -> it.directory().toString())
                .isEqualTo(folders);
        assertThat(lock.projects(ProjectLock.Wanted.PLAIN)).isEqualTo(locked.projects());
    }

    @Test
    void extrasAndGroupsThatExcludeEachOtherAreNotChosenTogether() {
        String text = LOCK.replace("version = 1\n", """
                version = 1
                conflicts = [[
                    { package = "demo", extra = "cpu" },
                    { package = "demo", extra = "cuda" },
                    { package = "demo", group = "dev" },
                ]]
                """);
        assertThat(problems(() -> lock(text)
                        .select(
                                new ProjectLock.Wanted(
                                        Optional.empty(),
                                        new TreeSet<>(List.of(new Extra("cuda"), new Extra("cpu"))),
                                        new TreeSet<>(List.of(new Group("dev")))),
                                TARGET)))
                .containsExactly(
                        "the extra `cpu` and the extra `cuda` and the group `dev` of `demo` exclude each other:"
                                + " the project declares them to conflict");
        assertThat(lock(text).select(ProjectLock.Wanted.PLAIN, TARGET).packages())
                .isNotEmpty();
    }

    @Test
    void aTargetThatWasNotLockedForIsRefused() {
        String text = LOCK.replace("version = 1\n", """
                version = 1
                supported-markers = ["sys_platform == 'darwin'", "platform_machine == 'aarch64'"]
                """);
        assertThat(problems(() -> lock(text).select(ProjectLock.Wanted.PLAIN, TARGET)))
                .containsExactly("the lock is for other environments than CPython 3.13 on linux/amd64 with glibc 2.41: "
                        + "`sys_platform == 'darwin'`, `platform_machine == 'aarch64'`");
        assertThat(lock(text)
                        .select(ProjectLock.Wanted.PLAIN, new Target(13, 5, Platform.ARM64, 41))
                        .packages())
                .isNotEmpty();
        assertThat(problems(() -> lock(LOCK).select(ProjectLock.Wanted.PLAIN, new Target(9, 5, Platform.AMD64, 41))))
                .containsExactly("the lock is for Python `>=3.11`, and the image gets 3.9.5");
    }

    @Test
    void wheelsFromPathsLieBesideTheLock() {
        String text = LOCK.replace(
                        "name = \"h2\"\nversion = \"4.1.0\"\nsource = { registry = \"https://index.example/simple\" }",
                        "name = \"h2\"\nversion = \"4.1.0\"\nsource = { path = \"dist/h2-4.1.0-py3-none-any.whl\" }")
                .replace(
                        "url = \"https://files.example/p%2Bq/h2-4.1.0-py3-none-any.whl\"",
                        "filename = \"h2-4.1.0-py3-none-any.whl\"");
        List<ChosenWheel> wheels = WheelChoice.choose(lock(text).select(ProjectLock.Wanted.PLAIN, TARGET), TARGET);
        assertThat(wheels.get(1).urls())
                .map(Object::toString)
                .containsExactly("file:///project/dist/h2-4.1.0-py3-none-any.whl");
    }

    @Test
    void aLockWithoutHashesIdentifiesNothing() {
        String text =
                LOCK.replace("/h2-4.1.0-py3-none-any.whl\", hash = \"" + HASH + "\"", "/h2-4.1.0-py3-none-any.whl\"");
        assertThat(problems(() -> lock(text).select(ProjectLock.Wanted.PLAIN, TARGET)))
                .containsExactly("the wheels of `h2 4.1.0` are locked without a sha256");
    }

    @Test
    void aLockThatAnswersTheProjectIsFresh() throws Malformed {
        lock(LOCK).checkFresh(Optional.empty(), declared(">=3.11", "numpy<3,>=2", "pytest>=8"));
        lock(LOCK)
                .checkFresh(
                        Optional.empty(),
                        declared(">=3.11.0", "numpy >= 2, < 3; python_version >= '3.8'", "pytest>=8"));
    }

    @Test
    void aStaleLockTellsEveryDifference() {
        UserError error = catchThrowableOfType(
                UserError.class,
                () -> lock(LOCK)
                        .checkFresh(
                                Optional.empty(),
                                declared(">=3.12", "numpy>=2.1; python_version >= '3.13'", "pytest")));
        assertThat(error.problems()).allSatisfy(it -> assertThat(it.code()).isEqualTo(ErrorCode.LOCK_STALE));
        assertThat(error.problems())
                .map(Problem::message)
                .containsExactly(
                        "the lock file does not fit the project: it was locked for Python `>=3.11`, the project requires `>=3.12`",
                        "the lock file does not fit the project: `numpy<3,>=2` is locked but not required by pyproject.toml",
                        "the lock file does not fit the project: `numpy>=2.1` is required by pyproject.toml but not locked",
                        "the lock file does not fit the project: `numpy<3,>=2` is locked in the extra `speed` but not required by pyproject.toml",
                        "the lock file does not fit the project: `numpy>=2.1` is required by pyproject.toml in the extra `speed` but not locked",
                        "the lock file does not fit the project: `pytest` is required by pyproject.toml in the group `dev` but not locked",
                        "the lock file does not fit the project: `pytest>=8` is locked in the group `dev` but not required by pyproject.toml");
    }

    @Test
    void mutatedLocksAreReadOrRefused() {
        var random = new Random(23);
        for (int i = 0; i < 150; i++) {
            var text = new StringBuilder(LOCK);
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                text.setCharAt(random.nextInt(text.length()), (char)
                        (random.nextBoolean() ? random.nextInt(128) : "\"'[]{}=,.#".charAt(random.nextInt(10))));
            }
            try {
                WheelChoice.choose(lock(text.toString()).select(ProjectLock.Wanted.PLAIN, TARGET), TARGET);
            } catch (UserError e) {
                assertThat(e.problems()).isNotEmpty();
            }
        }
    }

    private static UvLock lock(String text) {
        return UvLock.parse(text, "uv.lock", Path.of("/project"));
    }

    private static ProjectLock.Wanted wanted(List<String> extras, List<String> groups) {
        var wantedExtras = new TreeSet<Extra>();
        extras.forEach(it -> wantedExtras.add(new Extra(it)));
        var wantedGroups = new TreeSet<Group>();
        groups.forEach(it -> wantedGroups.add(new Group(it)));
        return new ProjectLock.Wanted(Optional.empty(), wantedExtras, wantedGroups);
    }

    private static Declared declared(String python, String numpy, String pytest) throws Malformed {
        var optional = new TreeMap<Extra, List<Requirement>>();
        optional.put(new Extra("speed"), List.of(Requirement.read("orjson")));
        var groups = new TreeMap<Group, List<Requirement>>();
        groups.put(new Group("dev"), List.of(Requirement.read(pytest)));
        return new Declared(
                Specifiers.read(python),
                List.of(
                        Requirement.read("httpx[http2]>=0.27"),
                        Requirement.read(numpy),
                        Requirement.read("tzdata; sys_platform == 'win32'")),
                optional,
                groups);
    }

    private static List<String> problems(Runnable action) {
        var messages = new ArrayList<String>();
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(UserError.class, e -> e.problems().forEach(it -> messages.add(it.message())));
        return messages;
    }
}
