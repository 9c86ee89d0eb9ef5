package dev.terrarium.python.lockfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.UserError;
import dev.terrarium.http.JavaHttp;
import dev.terrarium.io.Environment;
import dev.terrarium.io.Progress;
import dev.terrarium.oci.Platform;
import dev.terrarium.python.Extra;
import dev.terrarium.python.Group;
import dev.terrarium.python.Requirement;
import dev.terrarium.python.Specifiers;
import dev.terrarium.python.Target;
import dev.terrarium.python.index.Indexes;
import dev.terrarium.python.index.PythonSources;
import dev.terrarium.testkit.PackageIndexServer;
import dev.terrarium.testkit.PackageIndexServer.Options;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.engine.Uv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Locks and compiled requirements that the real uv writes during the test, from an index made in the test and from the host's.
 */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealUvTest {
    private static final Target TARGET = new Target(13, 5, Platform.AMD64, 41);

    @TempDir
    Path directory;

    private Path uv = Path.of("uv");

    @BeforeAll
    void installUv() {
        uv = Uv.installed().program();
    }

    @Test
    void aLockFromAnIndexOfTheTestSelectsWhatItShould() throws Exception {
        try (var index = index()) {
            Path project = project("""
                    [project]
                    name = "demo.app"
                    version = "0.1.0"
                    requires-python = ">=3.11"
                    dependencies = ["framework[fast]>=1,<3", "old; python_version < '3.12'", "windows; sys_platform == 'win32'"]
                    [project.optional-dependencies]
                    more = ["plugin>=1; platform_machine == 'x86_64'"]
                    [dependency-groups]
                    dev = ["tester~=1.0"]
                    """);
            run(
                    project,
                    uv.toString(),
                    "lock",
                    "--default-index",
                    index.simple().toString());
            UvLock lock = UvLock.read(project.resolve("uv.lock"), "uv.lock");
            assertThat(names(lock.select(ProjectLock.Wanted.PLAIN, TARGET)))
                    .containsExactly("engine 1.0", "framework 2.0", "speedups 1.0");
            assertThat(names(lock.select(everything(), TARGET)))
                    .containsExactly("engine 1.0", "framework 2.0", "plugin 1.0", "speedups 1.0", "tester 1.5");
            assertThat(names(lock.select(ProjectLock.Wanted.PLAIN, new Target(11, 0, Platform.ARM64, 36))))
                    .contains("old 1.0");
            ChosenWheel wheel = WheelChoice.choose(lock.select(ProjectLock.Wanted.PLAIN, TARGET), TARGET)
                    .getLast();
            assertThat(wheel.filename()).isEqualTo("speedups-1.0-cp313-cp313-manylinux_2_28_x86_64.whl");
            assertThat(wheel.urls()).containsExactly(index.fileUri(wheel.filename()));
            lock.checkFresh(Optional.empty(), declared("framework[fast]>=1,<3"));
            assertThatThrownBy(() -> lock.checkFresh(Optional.empty(), declared("framework[fast]>=1,<4")))
                    .isInstanceOf(UserError.class);
        }
    }

    @Test
    void requirementsThatUvCompilesSelectTheSame() throws Exception {
        try (var index = index()) {
            Path project = project("[project]\nname = \"x\"\nversion = \"1\"\nrequires-python = \">=3.11\"\n");
            Files.writeString(
                    project.resolve("requirements.in"), "framework[fast]<3\nwindows; sys_platform == 'win32'\n");
            run(
                    project,
                    uv.toString(),
                    "pip",
                    "compile",
                    "--universal",
                    "--generate-hashes",
                    "--no-emit-index-url",
                    "--default-index",
                    index.simple().toString(),
                    "requirements.in",
                    "-o",
                    "requirements.txt");
            PinnedRequirements requirements =
                    PinnedRequirements.read(project.resolve("requirements.txt"), "requirements.txt", Map.of());
            LockedPackages locked = requirements.select(ProjectLock.Wanted.PLAIN, TARGET);
            var environment = new Environment(
                    Map.of("UV_DEFAULT_INDEX", index.simple().toString()),
                    directory,
                    directory,
                    directory,
                    () -> Instant.EPOCH);
            var indexes = new Indexes(
                    PythonSources.find(List.of(), environment, Optional::empty),
                    JavaHttp.of(environment, Progress.SILENT, new Random(1)));
            List<ChosenWheel> wheels = WheelChoice.choose(FileNames.complete(locked, indexes), TARGET);
            assertThat(wheels)
                    .map(ChosenWheel::filename)
                    .containsExactly(
                            "engine-1.0-py3-none-any.whl",
                            "framework-2.0-py3-none-any.whl",
                            "speedups-1.0-cp313-cp313-manylinux_2_28_x86_64.whl");
        }
    }

    @Test
    void aLockOfRealPackagesFromTheHostsIndexIsReadWhole() throws Exception {
        Path project = project("""
                [project]
                name = "real"
                version = "0.1.0"
                requires-python = ">=3.11"
                dependencies = ["fastapi", "uvicorn[standard]", "numpy", "pandas", "psycopg[binary]", "django", "gunicorn"]
                """);
        run(project, uv.toString(), "lock");
        UvLock lock = UvLock.read(project.resolve("uv.lock"), "uv.lock");
        for (int minor = 11; minor <= 13; minor++) {
            for (Platform platform : Platform.values()) {
                var target = new Target(minor, 2, platform, 36);
                List<ChosenWheel> wheels = WheelChoice.choose(lock.select(ProjectLock.Wanted.PLAIN, target), target);
                assertThat(wheels)
                        .hasSizeGreaterThan(20)
                        .allSatisfy(wheel -> assertThat(wheel.urls()).hasSize(1));
            }
        }
    }

    private static PackageIndexServer index() {
        return PackageIndexServer.start(Options.JSON)
                .add(
                        WheelRecipe.of("framework", "2.0")
                                .withRequires("engine")
                                .withExtra("fast", "speedups"),
                        WheelRecipe.of("framework", "3.0"),
                        WheelRecipe.of("engine", "1.0"),
                        WheelRecipe.of("old", "1.0"),
                        WheelRecipe.of("windows", "1.0"),
                        WheelRecipe.of("plugin", "1.0"),
                        WheelRecipe.of("tester", "1.5"),
                        WheelRecipe.of("speedups", "1.0"),
                        WheelRecipe.of("speedups", "1.0").withTags("cp313-cp313-manylinux_2_28_x86_64"),
                        WheelRecipe.of("speedups", "1.0").withTags("cp313-cp313-manylinux_2_99_x86_64"));
    }

    private static Declared declared(String framework) throws Exception {
        var more = new TreeMap<Extra, List<Requirement>>();
        more.put(new Extra("more"), List.of(Requirement.read("plugin>=1; platform_machine == 'x86_64'")));
        var groups = new TreeMap<Group, List<Requirement>>();
        groups.put(new Group("dev"), List.of(Requirement.read("tester~=1.0")));
        return new Declared(
                Specifiers.read(">=3.11"),
                List.of(
                        Requirement.read(framework),
                        Requirement.read("old; python_version < '3.12'"),
                        Requirement.read("windows; sys_platform == 'win32'")),
                more,
                groups);
    }

    private static ProjectLock.Wanted everything() {
        return new ProjectLock.Wanted(
                Optional.empty(), new TreeSet<>(List.of(new Extra("more"))), new TreeSet<>(List.of(new Group("dev"))));
    }

    private static List<String> names(LockedPackages locked) {
        return locked.packages().stream().map(LockedPackage::toString).toList();
    }

    private Path project(String pyproject) throws IOException {
        Path project = Files.createTempDirectory(directory, "project");
        Files.writeString(project.resolve("pyproject.toml"), pyproject);
        return project;
    }

    private static void run(Path where, String... command) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(command));
        Process process;
        try {
            process = new ProcessBuilder(words)
                    .directory(where.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("oracle missing: " + words.getFirst());
            return;
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
