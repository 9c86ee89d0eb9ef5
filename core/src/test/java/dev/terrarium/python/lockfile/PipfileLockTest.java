package dev.terrarium.python.lockfile;

import static dev.terrarium.python.lockfile.Dialects.TARGET;
import static dev.terrarium.python.lockfile.Dialects.names;
import static dev.terrarium.python.lockfile.Dialects.problems;
import static dev.terrarium.python.lockfile.Dialects.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.python.toml.Toml;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipfileLockTest {
    private static final String HASH = "sha256:" + "ab".repeat(32);

    private static final String PIPFILE = """
            [[source]]
            name = "main"
            url = "https://index.example/simple"
            verify_ssl = true

            [packages]
            flask = ">=3"

            [dev-packages]
            pytest = "*"

            [docs]
            sphinx = "*"
            """;

    private static final String LOCK = """
            {
                "_meta": {
                    "hash": {"sha256": "05d54711ffa56d5df3b6c0a6a0e9369bdfde5bcfaecb2bbc2e5fc9ee7d8a6237"},
                    "pipfile-spec": 6,
                    "requires": {"python_version": "3.13"},
                    "sources": [{"name": "main", "url": "https://index.example/simple", "verify_ssl": true}]
                },
                "default": {
                    "Flask": {"hashes": ["HASH"], "index": "main", "markers": "python_version >= '3.9'", "version": "==3.1.0"},
                    "win": {"hashes": ["HASH"], "markers": "sys_platform == 'win32'", "version": "==1.0"}
                },
                "develop": {
                    "pytest": {"hashes": ["HASH"], "version": "==8.0.0"}
                },
                "docs": {
                    "sphinx": {"hashes": ["HASH"], "version": "==7.0"}
                }
            }
            """.replace("HASH\"]", HASH + "\"]");

    @Test
    void theDefaultCategoryGoesInAndOthersWhenNamed() {
        LockedPackages locked = PipfileLock.parse(LOCK, PIPFILE).select(ProjectLock.Wanted.PLAIN, TARGET);
        assertThat(names(locked)).containsExactly("flask 3.1.0");
        assertThat(locked.needIndex()).isTrue();
        assertThat(names(PipfileLock.parse(LOCK, PIPFILE).select(wanted(List.of(), List.of("dev", "docs")), TARGET)))
                .containsExactly("flask 3.1.0", "pytest 8.0.0", "sphinx 7.0");
    }

    @Test
    void whatIsAskedForAndNotThereIsNamed() {
        assertThat(problems(
                        () -> PipfileLock.parse(LOCK, PIPFILE).select(wanted(List.of("x"), List.of("test")), TARGET)))
                .containsExactly(
                        "the lock knows no extra `x`: it has none",
                        "the lock knows no dependency group `test`: it has `develop`, `docs`");
    }

    /** The hash was computed by Pipenv's own reader of Pipfiles. */
    @Test
    void aLockKnowsItsPipfileAgain() {
        PipfileLock lock = PipfileLock.parse(LOCK, PIPFILE);
        lock.check(Toml.parse(PIPFILE, "Pipfile", ErrorCode.PROJECT_INVALID));
        lock.check(Toml.parse(PIPFILE.substring(PIPFILE.indexOf("[packages]")), "Pipfile", ErrorCode.PROJECT_INVALID));
        assertThat(problems(() ->
                        lock.check(Toml.parse(PIPFILE.replace(">=3", ">=4"), "Pipfile", ErrorCode.PROJECT_INVALID))))
                .containsExactly(
                        "the lock file does not fit the project: `Pipfile.lock` was written for another Pipfile");
    }

    /** Sixteen cases. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "pipfile-spec": 6       | "pipfile-spec": 5       | only version 6 of Pipfile.lock is read in this version
            "pipfile-spec": 6,      |                         | only version 6 of Pipfile.lock is read in this version
            "pipfile-spec": 6       | "pipfile-spec": "6"     | `_meta.pipfile-spec` is a text, not a number
            "_meta"                 | "meta"                  | `_meta` is missing
            "python_version": "3.13"| "python_version": "3.9" | the lock is for Python `3.9`, and the image gets 3.13.5
            "Flask": {              | "": {                   | not a package name: ``
            "Flask": {              | "../x": {               | not a package name: `../x`
            "==3.1.0"               | ">=3.1.0"               | `flask` is not pinned by `==`
            "==3.1.0"               | "==three"               | not a version: `three`
            "==3.1.0"               | 3                       | `default.Flask.version` is a number, not a text
            "index": "main"         | "git": "https://git.example/f" | `flask` is taken from git, which is not in this version
            "index": "main"         | "path": "."             | `flask` is taken from `.`, which is not in this version
            "index": "main"         | "file": "https://files.example/f.zip" | `flask` is taken from `https://files.example/f.zip`, which is not in this version
            ["sha256:               | ["md5:                  | `flask` is locked without a sha256
            python_version >=       | python >=               | unknown marker variable `python`
            "default": {            | "default": [], "x": {   | `default` is a list, not an object
            """)
    void aBrokenLockIsExplained(String from, String to, String message) {
        assertThat(LOCK).contains(from);
        String text = LOCK.replace(from, to == null ? "" : to);
        assertThat(problems(() -> PipfileLock.parse(text, PIPFILE).select(ProjectLock.Wanted.PLAIN, TARGET)))
                .contains(message);
    }

    /** Pipenv writes so what the machine that locked did not need. */
    @Test
    void aPackageWithoutAVersionIsLeftOutWhereThePipfileSaysSo() {
        String lock = LOCK.replace("\"default\": {", "\"default\": {\"colorama\": {\"version\": \"*\"},");
        String windows = PIPFILE.replace(
                "[packages]", "[packages]\nColorama = {version = \"*\", sys_platform = \"== 'win32'\"}");
        LockedPackages locked = PipfileLock.parse(lock, windows).select(ProjectLock.Wanted.PLAIN, TARGET);
        assertThat(names(locked)).containsExactly("flask 3.1.0");
        assertThat(locked.notes())
                .containsExactly("`colorama` is left out: Pipfile.lock has no version of it, and the Pipfile wants it"
                        + " for `sys_platform == \"win32\"` only");
        String linux = windows.replace("sys_platform = \"== 'win32'\"", "markers = \"os_name == 'posix'\"");
        assertThat(problems(() -> PipfileLock.parse(lock, linux).select(ProjectLock.Wanted.PLAIN, TARGET)))
                .containsExactly("`colorama` is locked as `*`: no version and no hash");
        assertThat(problems(() -> PipfileLock.parse(lock, PIPFILE).select(ProjectLock.Wanted.PLAIN, TARGET)))
                .containsExactly("`colorama` is locked as `*`: no version and no hash");
    }

    @Test
    void mutatedLocksAreReadOrRefused() {
        Dialects.mutate(LOCK, text -> PipfileLock.parse(text, PIPFILE));
    }
}
