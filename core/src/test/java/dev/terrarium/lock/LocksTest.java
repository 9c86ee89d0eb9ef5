package dev.terrarium.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.TerrariumError;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocksTest {
    private static final Digest DIGEST = Digest.ofBytes(new byte[] {1});

    @TempDir
    Path project;

    @Test
    void whatWasWrittenIsRead() {
        assertThat(Locks.write(project, lock())).isTrue();

        assertThat(Locks.read(project)).contains(lock());
    }

    @Test
    void writingTheSameAgainTouchesNothing() throws IOException {
        Locks.write(project, lock());
        var before = Files.getLastModifiedTime(project.resolve("terrarium.lock"));

        assertThat(Locks.write(project, lock())).isFalse();
        assertThat(Files.getLastModifiedTime(project.resolve("terrarium.lock"))).isEqualTo(before);
        assertThat(project).isDirectoryContaining("glob:**/terrarium.lock");
        try (var files = Files.list(project)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aProjectWithoutALockHasNone() {
        assertThat(Locks.read(project)).isEmpty();
    }

    @Test
    void theOrderInWhichEntriesWereFoundDoesNotMatter() {
        LockFile lock = lock();
        var shuffled = new LockFile(
                lock.inputs(),
                lock.suites().reversed(),
                lock.interpreters(),
                lock.packages().reversed(),
                lock.buildRequirements(),
                lock.wheels(),
                lock.grouping(),
                lock.debug());

        assertThat(shuffled.digest()).isEqualTo(lock.digest());
    }

    @Test
    void theDigestOfAnImageDoesNotKnowItsTwin() {
        assertThat(lock().withDebug(DebugPins.NONE).digest()).isEqualTo(lock().digest());
    }

    @Test
    void oddCharactersSurvive() {
        LockFile lock = lock().withBuildRequirements(List.of(
                new LockFile.BuildRequirementEntry("odd", "1", "quote\" back\\slash tab\t bell\u0007 é", DIGEST)));
        Locks.write(project, lock);

        assertThat(Locks.read(project)).contains(lock);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            version = 2                                  | this is version 2 of terrarium.lock, and only version 1 is known
            version = "1"                                | `version` must be an integer, not a string
            requires = []                                | this is version 0 of terrarium.lock, and only version 1 is known
            version = 1\\nrequires = ["teleport"]        | the lock needs `teleport`, which this version of terrarium does not know
            version = 1\\n[[suite]]\\nname = "trixie"    | `origin` is missing
            version = 1\\n[inputs]\\nplatforms = ["vax"] | `vax` is not a platform
            version = 1\\n[[package]]\\nfilename = "https://evil.example/x.deb" | `filename` must be a path relative to the archive's root, not `https://evil.example/x.deb`
            version = 1\\n[[package]]\\nfilename = "../x.deb" | `filename` must be a path relative to the archive's root, not `../x.deb`
            version = 1\\n[[package]]\\nsha256 = "ABC"   | `sha256` must be 64 lower-case hexadecimal digits, not `ABC`
            version = 1\\n[[suite]]\\ndate = "yesterday" | `date` must be a time like 2026-01-31T12:00:00Z, not `yesterday`
            version = 1\\n[[wheel]]\\nfile = "../x.whl" | a wheel's name has 5 or 6 parts, `../x.whl` has 1
            version = 1\\n[[wheel]]\\nname = "b"\\nversion = "1"\\nfile = "a-1-py3-none-any.whl" | `a-1-py3-none-any.whl` is not of the package and version of its entry
            <<<<<<< HEAD                                 | not TOML
            """)
    void aLockThatCannotBeUnderstoodIsRefused(String text, String message) throws IOException {
        Files.writeString(project.resolve("terrarium.lock"), text.replace("\\n", "\n"));

        assertThatThrownBy(() -> Locks.read(project))
                .isInstanceOfSatisfying(
                        UserError.class,
                        e -> assertThat(e.problems()).anySatisfy(problem -> {
                            assertThat(problem.message()).startsWith(message);
                            assertThat(problem.place()).isPresent();
                        }));
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsTold() {
        assertThatThrownBy(() -> Locks.write(project.resolve("missing/deeper\0".replace("\0", "")), lock()))
                .isInstanceOf(TerrariumError.class)
                .hasMessageStartingWith("could not write `terrarium.lock`");
    }

    private static LockFile lock() {
        var libraries = new TreeMap<String, java.util.SortedSet<String>>();
        libraries.put("libstdc++6", new TreeSet<>(List.of("numpy", "pandas")));
        var grouping = new TreeMap<String, String>();
        grouping.put("numpy", "numpy");
        return new LockFile(
                new LockFile.Inputs(
                        "debian:trixie",
                        "3.13",
                        new TreeSet<>(List.of(Platform.AMD64)),
                        new TreeSet<>(List.of("curl")),
                        true,
                        libraries,
                        new TreeSet<>(List.of("uv_build>=0.8,<0.9"))),
                List.of(
                        new LockFile.SuiteEntry(
                                "trixie",
                                "Debian",
                                "trixie",
                                Instant.parse("2026-11-21T09:15:44Z"),
                                DIGEST,
                                "ABCD",
                                false),
                        new LockFile.SuiteEntry(
                                "trixie-security",
                                "Debian",
                                "trixie",
                                Instant.parse("2026-11-22T19:58:57Z"),
                                DIGEST,
                                "EF01",
                                true)),
                List.of(new LockFile.InterpreterEntry(
                        Platform.AMD64, "debian", "3.13.5", "cp313", 3571, List.of("python3.13-minimal"))),
                List.of(entry("libc6", "os"), entry("zlib1g", "python")),
                List.of(new LockFile.BuildRequirementEntry("uv-build", "0.8.1", "uv_build-0.8.1-py3.whl", DIGEST)),
                List.of(new LockFile.WheelEntry(
                        new TreeSet<>(List.of(Platform.AMD64, Platform.ARM64)),
                        "six",
                        "1.17.0",
                        "six-1.17.0-py2.py3-none-any.whl",
                        DIGEST,
                        11)),
                grouping,
                new DebugPins(
                        List.of(entry("dash", "debug")),
                        List.of(new DebugPins.WheelEntry(
                                Platform.AMD64,
                                new LockFile.BuildRequirementEntry(
                                        "py-spy", "0.4.0", "py_spy-0.4.0-py2.py3-none-any.whl", DIGEST)))));
    }

    private static LockFile.PackageEntry entry(String name, String askedBy) {
        return new LockFile.PackageEntry(
                Platform.AMD64,
                name,
                "1:2.0-1+b1",
                "amd64",
                "trixie",
                name,
                "1:2.0-1",
                "pool/main/x/" + name + "_2.0-1_amd64.deb",
                DIGEST,
                1234,
                new TreeSet<>(List.of(askedBy)));
    }
}
