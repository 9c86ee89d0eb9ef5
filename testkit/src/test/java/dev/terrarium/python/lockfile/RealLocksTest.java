package dev.terrarium.python.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.python.Extra;
import dev.terrarium.python.Group;
import dev.terrarium.python.Target;
import dev.terrarium.python.lockfile.ProjectLock.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Locks that the real uv, Poetry, PDM, Pipenv and pip-tools write during the test: what goes in, for three Pythons on two platforms,
 * is what each tool itself says it would install.
 */
@Tag("campaign")
class RealLocksTest {
    private static final Wanted EVERYTHING = new Wanted(
            Optional.empty(), new TreeSet<>(List.of(new Extra("images"))), new TreeSet<>(List.of(new Group("tools"))));

    /** Forks, markers of platforms and of Pythons, extras that bring markers of their own, a group. */
    private static final String STANDARD = """
            [project]
            name = "evidence"
            version = "0.1.0"
            requires-python = ">=3.11,<3.14"
            dependencies = [
              "fastapi>=0.110",
              "uvicorn[standard]",
              "sqlalchemy[asyncio]>=2",
              NUMPY,
              "exceptiongroup; python_version < '3.12'",
              "colorama; sys_platform == 'win32'",
              "celery[redis]",
              "cryptography; platform_machine == 'x86_64'",
            ]
            [project.optional-dependencies]
            images = ["pillow"]
            [dependency-groups]
            tools = ["rich"]
            """;

    private static final String FORKED =
            STANDARD.replace("NUMPY", "\"numpy<2; python_version < '3.12'\", \"numpy>=2.1; python_version >= '3.12'\"");

    @TempDir
    Path project;

    @Test
    void uvsLockSelectsWhatUvWouldInstallAndPipTheSameFiles() throws IOException {
        write("pyproject.toml", FORKED);
        RealTool uv = RealTool.installed("uv", "uv", "uv");
        uv.run("uv", "lock", "--directory", project.toString(), "--no-python-downloads");
        UvLock lock = UvLock.read(project.resolve("uv.lock"), "uv.lock");

        assertThat(ours(lock, Wanted.PLAIN)).isEqualTo(uvs(uv));
        assertThat(ours(lock, EVERYTHING)).isEqualTo(uvs(uv, "--extra=images", "--group=tools"));

        RealTool pip = RealTool.installed("pip", "pip3", "--upgrade", "pip");
        assertThat(RealTool.byTarget(target -> files(lock, target)))
                .isEqualTo(RealTool.byTarget(target -> filesOfPip(pip, names(lock, Wanted.PLAIN, target), target)));
    }

    @Test
    void pylockOfUvSelectsTheSame() throws IOException {
        write("pyproject.toml", FORKED);
        RealTool uv = RealTool.installed("uv", "uv", "uv");
        uv.run("uv", "lock", "--directory", project.toString(), "--no-python-downloads");
        uv.run(
                "uv",
                "export",
                "--quiet",
                "--directory",
                project.toString(),
                "--frozen",
                "--no-dev",
                "--no-emit-project",
                "--format=pylock.toml",
                "--output-file=pylock.toml");
        Pylock pylock = Pylock.read(project.resolve("pylock.toml"), "pylock.toml", Set.of());

        assertThat(ours(pylock, Wanted.PLAIN)).isEqualTo(uvs(uv));
    }

    @Test
    void poetrysLockSelectsWhatPoetryWouldInstall() throws IOException {
        RealTool poetry = RealTool.installed("poetry", "poetry", "poetry");
        write("pyproject.toml", FORKED + source(poetry));
        poetry.run("poetry", "--directory=" + project, "--no-interaction", "lock");
        PoetryLock lock = read();
        lock.checkFresh();

        assertThat(Files.readString(lockFile())).contains("lock-version = \"2.1\"");
        assertThat(ours(lock, Wanted.PLAIN))
                .isEqualTo(poetry.selection("poetry_selection.py", project.toString(), "main"));
        assertThat(ours(lock, new Wanted(Optional.empty(), new TreeSet<>(), EVERYTHING.groups())))
                .isEqualTo(poetry.selection("poetry_selection.py", project.toString(), "main,tools"));
    }

    @Test
    void aLockOfPoetry1SelectsWhatPoetry1WouldInstall() throws IOException {
        RealTool poetry = RealTool.installed("poetry1", "poetry", "poetry==1.8.*");
        write("pyproject.toml", """
                [tool.poetry]
                name = "evidence"
                version = "0.1.0"
                description = ""
                authors = []
                package-mode = false
                [tool.poetry.dependencies]
                python = ">=3.11,<3.14"
                fastapi = ">=0.110"
                uvicorn = {extras = ["standard"], version = "*"}
                sqlalchemy = {extras = ["asyncio"], version = "^2"}
                numpy = [{version = "<2", python = "<3.12"}, {version = ">=2.1", python = ">=3.12"}]
                exceptiongroup = {version = "*", python = "<3.12"}
                colorama = {version = "*", markers = "sys_platform == 'win32'"}
                celery = {extras = ["redis"], version = "*"}
                cryptography = {version = "*", markers = "platform_machine == 'x86_64'"}
                [tool.poetry.group.tools.dependencies]
                rich = "*"
                """ + source(poetry));
        poetry.run("poetry", "--directory=" + project, "--no-interaction", "lock");
        PoetryLock lock = read();
        lock.checkFresh();

        assertThat(Files.readString(lockFile())).contains("lock-version = \"2.0\"");
        assertThat(ours(lock, Wanted.PLAIN))
                .isEqualTo(poetry.selection("poetry_selection.py", project.toString(), "main"));
        assertThat(ours(lock, new Wanted(Optional.empty(), new TreeSet<>(), EVERYTHING.groups())))
                .isEqualTo(poetry.selection("poetry_selection.py", project.toString(), "main,tools"));
    }

    /** PDM does not fork, and its cache needs an older hishel than it allows. */
    @Test
    void pdmsLockSelectsWhatPdmWouldInstall() throws IOException {
        RealTool pdm = RealTool.installed("pdm", "pdm", "pdm", "hishel[httpx2]<2");
        write("pyproject.toml", STANDARD.replace("NUMPY", "\"numpy\""));
        pdm.run("pdm", "lock", "--project", project.toString(), "-G:all");
        PdmLock lock = PdmLock.read(project.resolve("pdm.lock"), "pdm.lock", project.resolve("pyproject.toml"));
        lock.checkFresh();

        assertThat(ours(lock, Wanted.PLAIN))
                .isEqualTo(pdm.selection("pdm_selection.py", project.toString(), "default"));
        assertThat(ours(lock, EVERYTHING))
                .isEqualTo(pdm.selection("pdm_selection.py", project.toString(), "default,images,tools"));
    }

    @Test
    void pipenvsLockSelectsWhatPipWouldInstallForPipenv() throws IOException {
        RealTool pipenv = RealTool.installed("pipenv", "pipenv", "pipenv");
        Path pipfile = write("Pipfile", """
                [[source]]
                url = "INDEX"
                verify_ssl = true
                name = "main"
                [packages]
                fastapi = ">=0.110"
                uvicorn = {extras = ["standard"], version = "*"}
                sqlalchemy = {extras = ["asyncio"], version = ">=2"}
                exceptiongroup = {version = "*", markers = "python_version < '3.12'"}
                colorama = {version = "*", sys_platform = "== 'win32'"}
                celery = {extras = ["redis"], version = "*"}
                [dev-packages]
                rich = "*"
                """.replace("INDEX", pipenv.tool().index()));
        Map<String, String> there = Map.of("PIPENV_PIPFILE", pipfile.toString());
        pipenv.tool().run(there, "pipenv", "lock");
        PipfileLock lock = PipfileLock.read(project.resolve("Pipfile.lock"));
        lock.checkFresh(pipfile);
        Path plain = write("plain.txt", pinned(pipenv.tool().run(there, "pipenv", "requirements")));
        Path dev = write("dev.txt", pinned(pipenv.tool().run(there, "pipenv", "requirements", "--dev")));

        assertThat(ours(lock, Wanted.PLAIN)).isEqualTo(pipenv.selection("pip_selection.py", plain.toString()));
        assertThat(ours(lock, new Wanted(Optional.empty(), new TreeSet<>(), new TreeSet<>(List.of(new Group("dev"))))))
                .isEqualTo(pipenv.selection("pip_selection.py", dev.toString()));
    }

    @Test
    void whatPipToolsCompiledSelectsWhatPipWouldInstall() throws IOException {
        RealTool tools = RealTool.installed("pip-tools", "pip-compile", "pip-tools");
        Path in = write(
                "requirements.in",
                "fastapi>=0.110\nuvicorn[standard]\nsqlalchemy[asyncio]>=2\ncelery[redis]\ncryptography\n"
                        + "colorama; sys_platform == 'win32'\ntomli; python_version < '3.12'\n");
        Path compiled = project.resolve("requirements.txt");
        tools.run("pip-compile", "--quiet", "--generate-hashes", "--output-file=" + compiled, in.toString());

        PinnedRequirements lock = PinnedRequirements.read(compiled, "requirements.txt", Map.of());
        assertThat(ours(lock, Wanted.PLAIN)).isEqualTo(tools.selection("pip_selection.py", compiled.toString()));
    }

    /** What uv itself takes of its lock: exported with markers, and those answered by uv for each target. */
    private Map<Target, List<String>> uvs(RealTool uv, String... chosen) throws IOException {
        var line = new ArrayList<>(List.of(
                "export",
                "--quiet",
                "--directory",
                project.toString(),
                "--frozen",
                "--no-dev",
                "--no-hashes",
                "--no-emit-project",
                "--output-file=exported.txt"));
        line.addAll(List.of(chosen));
        uv.run("uv", line.toArray(String[]::new));
        return RealTool.byTarget(target -> uv.run(
                        "uv",
                        "pip",
                        "compile",
                        "--quiet",
                        "--no-deps",
                        "--no-header",
                        "--no-annotate",
                        "--python-version=" + target.python(),
                        "--python-platform=" + RealTool.machine(target) + "-manylinux_2_40",
                        project.resolve("exported.txt").toString())
                .lines()
                .filter(it -> it.contains("=="))
                .map(it -> it.replaceFirst("\\[.*]", ""))
                .sorted()
                .toList());
    }

    private List<String> filesOfPip(RealTool pip, List<String> pinned, Target target) {
        var line = new ArrayList<>(List.of(
                "install",
                "--dry-run",
                "--quiet",
                "--no-deps",
                "--only-binary=:all:",
                "--target=nowhere",
                "--implementation=cp",
                "--python-version=" + target.python(),
                "--abi=cp3" + target.minor(),
                "--abi=abi3",
                "--abi=none",
                "--report=" + project.resolve("report.json")));
        for (int glibc = target.glibcMinor(); glibc >= 5; glibc--) {
            line.add("--platform=manylinux_2_" + glibc + "_" + RealTool.machine(target));
            if (glibc == 17) {
                line.add("--platform=manylinux2014_" + RealTool.machine(target));
            }
        }
        line.addAll(pinned);
        pip.run("pip", line.toArray(String[]::new));
        return java.util.regex.Pattern.compile("\"url\": \"[^\"]*/([^/\"]+\\.whl)\"")
                .matcher(text("report.json"))
                .results()
                .map(it -> it.group(1).replace("%2B", "+"))
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static List<String> files(ProjectLock lock, Target target) {
        return WheelChoice.choose(lock.select(Wanted.PLAIN, target), target).stream()
                .map(ChosenWheel::filename)
                .sorted()
                .toList();
    }

    /** Pipenv loses the marker of a package that its own machine does not need, and with it the version. */
    private static String pinned(String requirements) {
        return String.join(
                        "\n",
                        requirements.lines().filter(it -> it.contains("==")).toList()) + "\n";
    }

    private static Map<Target, List<String>> ours(ProjectLock lock, Wanted wanted) {
        return RealTool.byTarget(target -> names(lock, wanted, target));
    }

    private static List<String> names(ProjectLock lock, Wanted wanted, Target target) {
        return lock.select(wanted, target).packages().stream()
                .map(it -> it.name() + "==" + it.version())
                .sorted()
                .toList();
    }

    private static String source(RealTool tool) {
        return """
                [[tool.poetry.source]]
                name = "main"
                url = "%s"
                priority = "primary"
                """.formatted(tool.tool().index());
    }

    private PoetryLock read() {
        return PoetryLock.read(lockFile(), "poetry.lock", project.resolve("pyproject.toml"));
    }

    private Path lockFile() {
        return project.resolve("poetry.lock");
    }

    private String text(String name) {
        try {
            return Files.readString(project.resolve(name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(project.resolve(name), text);
    }
}
