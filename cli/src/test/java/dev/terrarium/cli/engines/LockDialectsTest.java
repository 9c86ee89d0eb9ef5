package dev.terrarium.cli.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrarium.testkit.LiveIndex;
import dev.terrarium.testkit.engine.DockerDaemon;
import dev.terrarium.testkit.engine.PythonTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One small project locked by each real tool in its dialect, built from the host's index and run by Docker. */
@LiveIndex
@Tag("campaign")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockDialectsTest {
    private static final String PROJECT = """
            [project]
            name = "demo"
            version = "1.0"
            requires-python = ">=3.11"
            dependencies = ["humanize", "httpx", "colorama; sys_platform == 'win32'"]
            """;
    private static final String REQUIREMENTS = "humanize\nhttpx\ncolorama; sys_platform == 'win32'\n";
    private static final String INSTALLED = "anyio certifi h11 httpcore httpx humanize idna";

    private final Installed terrarium = Installed.somewhere();
    private Optional<DockerDaemon> started = Optional.empty();

    enum Dialect {
        UV("uv.lock"),
        PYLOCK("pylock.toml"),
        POETRY("poetry.lock"),
        PDM("pdm.lock"),
        PIPENV("Pipfile.lock"),
        PIP_TOOLS("requirements.txt"),
        PIP_FREEZE("requirements.txt");

        private final String file;

        Dialect(String file) {
            this.file = file;
        }

        void lock(Path project) throws IOException {
            switch (this) {
                case UV -> uv(project, "lock");
                case PYLOCK -> {
                    uv(project, "lock");
                    uv(
                            project,
                            "export",
                            "--quiet",
                            "--no-emit-project",
                            "--format=pylock.toml",
                            "--output-file=" + file);
                    Files.delete(project.resolve("uv.lock"));
                }
                case POETRY -> {
                    PythonTool poetry = PythonTool.installed("poetry", "poetry", "poetry");
                    Files.writeString(project.resolve("pyproject.toml"), PROJECT + """
                            [tool.poetry]
                            package-mode = false
                            [[tool.poetry.source]]
                            name = "main"
                            url = "%s"
                            priority = "primary"
                            """.formatted(poetry.index()));
                    poetry.run(Map.of(), "poetry", "--directory=" + project, "--no-interaction", "lock");
                }
                case PDM ->
                    PythonTool.installed("pdm", "pdm", "pdm", "hishel[httpx2]<2")
                            .run(Map.of(), "pdm", "lock", "--project", project.toString());
                case PIPENV -> {
                    PythonTool pipenv = PythonTool.installed("pipenv", "pipenv", "pipenv");
                    Path pipfile = alone(project, "Pipfile", """
                            [[source]]
                            url = "%s"
                            verify_ssl = true
                            name = "main"
                            [packages]
                            humanize = "*"
                            httpx = "*"
                            colorama = {version = "*", sys_platform = "== 'win32'"}
                            """.formatted(pipenv.index()));
                    pipenv.run(Map.of("PIPENV_PIPFILE", pipfile.toString()), "pipenv", "lock");
                }
                case PIP_TOOLS -> {
                    Path in = alone(project, "requirements.in", REQUIREMENTS);
                    PythonTool.installed("pip-tools", "pip-compile", "pip-tools")
                            .run(
                                    Map.of(),
                                    "pip-compile",
                                    "--quiet",
                                    "--generate-hashes",
                                    "--output-file=" + project.resolve(file),
                                    in.toString());
                }
                case PIP_FREEZE -> {
                    PythonTool there = PythonTool.installed("frozen", "httpx", "humanize", "httpx");
                    alone(project, file, there.run(Map.of(), "pip", "freeze"));
                }
            }
        }

        private static Path alone(Path project, String name, String text) throws IOException {
            Files.delete(project.resolve("pyproject.toml"));
            return Files.writeString(project.resolve(name), text);
        }

        private static void uv(Path project, String command, String... options) {
            var line = new java.util.ArrayList<>(
                    java.util.List.of(command, "--directory", project.toString(), "--no-python-downloads"));
            line.addAll(java.util.List.of(options));
            PythonTool.installed("uv", "uv", "uv").run(Map.of(), "uv", line.toArray(String[]::new));
        }
    }

    @BeforeAll
    void start() {
        Optional<String> obstacle = DockerDaemon.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
        started = Optional.of(DockerDaemon.start());
    }

    @AfterAll
    void end() {
        started.ifPresent(DockerDaemon::close);
        terrarium.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatTheToolLockedIsWhatTheImageHolds(Dialect dialect) throws IOException {
        Path made = Files.createDirectories(
                Files.createTempDirectory(terrarium.directory(), "made").resolve("demo"));
        Files.writeString(made.resolve("pyproject.toml"), PROJECT);
        Files.writeString(made.resolve("main.py"), """
                from importlib.metadata import distributions

                if __name__ == "__main__":
                    import httpx
                    import humanize

                    print(*sorted(found.name.lower() for found in distributions()))
                """);
        dialect.lock(made);
        assertThat(made.resolve(dialect.file)).exists();
        Path project = terrarium.give(made);

        Path archive = terrarium.work().resolve("image.tar");
        Ended built = terrarium.run(
                "build", project.toString(), "--output=docker-archive:" + archive, "--tag=dialect:1", "--json");
        assertThat(built.exit()).as(built.err()).isZero();
        assertThat(built.err().contains("trusted on first use")).isEqualTo(dialect == Dialect.PIP_FREEZE);
        DockerDaemon docker = started.orElseThrow();
        docker.run("load", "--input", archive.toString());
        try (var container = docker.start("dialect:1")) {
            assertThat(container.awaitEnd()).as(container.logs()).isZero();
            assertThat(container.logs().replace("typing_extensions", "").strip())
                    .isEqualTo(INSTALLED);
        }
    }
}
