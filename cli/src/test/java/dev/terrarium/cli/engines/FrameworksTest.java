package dev.terrarium.cli.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.terminal.ExitCode;
import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.io.Environment;
import dev.terrarium.testkit.LiveIndex;
import dev.terrarium.testkit.engine.DockerDaemon;
import dev.terrarium.testkit.engine.LocalPort;
import dev.terrarium.testkit.engine.SharedDirectory;
import dev.terrarium.testkit.engine.Uv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One project of every framework, locked by the real uv, built without configuration, started by Docker and asked. */
@LiveIndex
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrameworksTest {
    private final Map<String, String> images = new HashMap<>();
    private Optional<DockerDaemon> started = Optional.empty();
    private Optional<Uv> uv = Optional.empty();
    private Optional<Path> directory = Optional.empty();

    static List<FrameworkProject> usual() {
        return FrameworkProjects.USUAL;
    }

    static List<FrameworkProject> further() {
        return FrameworkProjects.FURTHER;
    }

    @BeforeAll
    void start() throws IOException {
        Optional<String> obstacle = DockerDaemon.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
        uv = Optional.of(Uv.installed());
        directory = Optional.of(Files.createTempDirectory("frameworks"));
        started = Optional.of(DockerDaemon.start());
    }

    @AfterAll
    void end() {
        started.ifPresent(DockerDaemon::close);
        directory.ifPresent(SharedDirectory::delete);
    }

    @ParameterizedTest
    @MethodSource("usual")
    void whatPeopleHaveMostRuns(FrameworkProject project) {
        runs(project);
    }

    @ParameterizedTest
    @MethodSource("further")
    @Tag("campaign")
    void everythingElseRunsToo(FrameworkProject project) {
        runs(project);
    }

    private void runs(FrameworkProject project) {
        String image = built(project);
        var port = LocalPort.free();
        try (var container = started.orElseThrow().start(image, "--env=PORT=" + port.number())) {
            project.path()
                    .ifPresentOrElse(
                            path -> assertThat(port.get(path)).contains(project.shown()),
                            () -> container.awaitLog(project.shown()));
            int code = project.stays() ? container.stop() : container.awaitEnd();
            assertThat(code).as(container.logs()).isIn(project.ends());
        }
    }

    @Test
    void furtherCommandsOfAnImageRunByTheirNames() {
        String image = built(FrameworkProjects.DJANGO);

        try (var container = started.orElseThrow().start(image, List.of(), List.of("migrate"))) {
            assertThat(container.awaitEnd()).as(container.logs()).isZero();
            assertThat(container.logs()).contains("Applying contenttypes.0001_initial... OK");
        }
    }

    @Test
    void theHealthCheckTellsWhetherThePortAnswers() {
        String image = built(FrameworkProjects.DJANGO);
        var port = LocalPort.free();
        DockerDaemon docker = started.orElseThrow();

        try (var container = docker.start(image, "--env=PORT=" + port.number())) {
            port.get("/");
            String[] check = {"exec", container.id(), "/opt/app/venv/bin/terrarium-start", "--health", "${PORT:-8000}"};
            assertThat(docker.say(check).exitCode()).isZero();
            assertThat(docker.run("inspect", "--format={{.State.Health.Status}}", container.id()))
                    .startsWith("starting");
        }
    }

    @Test
    void theInitWaitsForWhatIsLeftBehindAndPassesSignalsOn() {
        String image = built(FrameworkProjects.SPAWNER);

        try (var container = started.orElseThrow().start(image)) {
            container.awaitLog("ready");
            String states = started.orElseThrow().run("exec", container.id(), "/opt/app/venv/bin/python", "-c", """
                            import glob
                            for name in sorted(glob.glob("/proc/[0-9]*/stat")):
                                print(open(name).read().rsplit(")", 1)[1].split()[0])
                            """);
            assertThat(states).doesNotContain("Z");
            container.signal("INT");
            assertThat(container.awaitEnd()).isEqualTo(130);
            assertThat(container.logs()).contains("in order");
        }
    }

    /** The name of the image in the engine, built once. */
    private String built(FrameworkProject framework) {
        return images.computeIfAbsent(framework.folder(), _ -> build(framework));
    }

    private String build(FrameworkProject framework) {
        Path project = framework.writeTo(directory.orElseThrow());
        uv.orElseThrow().lock(project);
        String name = framework.folder() + ":1";
        Ran ran = Ran.in(environment(project), "build", "--load", "--tag=" + name);
        if (ran.exit() == ExitCode.ENVIRONMENT) {
            throw new EnvironmentError(ErrorCode.NETWORK_FAILED, ran.err());
        }
        assertThat(ran.exit()).as(ran.err()).isEqualTo(ExitCode.OK);
        return name;
    }

    private Environment environment(Path project) {
        var variables = new HashMap<>(System.getenv());
        variables.put("TERRARIUM_STORE", SharedDirectory.of("store").toString());
        variables.put("DOCKER_HOST", started.orElseThrow().host());
        variables.remove("SOURCE_DATE_EPOCH");
        Path home = Path.of(System.getProperty("user.home"));
        return new Environment(variables, project, home, Path.of("/"), InstantSource.system());
    }
}
