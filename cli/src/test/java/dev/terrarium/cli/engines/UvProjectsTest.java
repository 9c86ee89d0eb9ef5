package dev.terrarium.cli.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrarium.testkit.LiveIndex;
import dev.terrarium.testkit.engine.DockerDaemon;
import dev.terrarium.testkit.engine.Uv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Projects that the real uv locked during the test, with each build back-end and without one, run by Docker. */
@LiveIndex
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UvProjectsTest {
    private final Installed terrarium = Installed.somewhere();
    private Optional<DockerDaemon> started = Optional.empty();
    private Optional<Uv> uv = Optional.empty();

    @BeforeAll
    void start() {
        Optional<String> obstacle = DockerDaemon.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
        uv = Optional.of(Uv.installed());
        started = Optional.of(DockerDaemon.start());
    }

    @AfterAll
    void end() {
        started.ifPresent(DockerDaemon::close);
        terrarium.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hatchling", "setuptools"})
    @Tag("campaign")
    void theSameWithOtherBackEnds(String backend) throws IOException {
        whatUvLockedAndSomebodyNamedIsWhatTheImageHolds(backend);
    }

    @ParameterizedTest
    @ValueSource(strings = {"uv_build", "no back-end"})
    void whatUvLockedAndSomebodyNamedIsWhatTheImageHolds(String backend) throws IOException {
        Path project = locked(UvProject.of(backend));

        String own = backend.equals("no back-end") ? "" : "demo ";
        assertThat(built(project, "--extra=more", "--group=tools"))
                .isEqualTo("beside " + own + "humanize packaging pluggy\n");
    }

    @Test
    void noGroupGoesInUnnamedNotEvenUvsDefault() throws IOException {
        assertThat(built(locked(UvProject.of("no back-end").named("plain")))).isEqualTo("beside humanize\n");
    }

    /** What the image says. */
    private String built(Path project, String... options) {
        Path archive = terrarium.work().resolve("image.tar");
        var line = new ArrayList<>(
                List.of("build", project.toString(), "--output=docker-archive:" + archive, "--tag=demo:1", "--json"));
        line.addAll(List.of(options));
        terrarium.run(line.toArray(String[]::new)).digest();
        return run(archive, "demo:1");
    }

    private String run(Path archive, String tag) {
        DockerDaemon docker = started.orElseThrow();
        docker.run("load", "--input", archive.toString());
        try (var container = docker.start(tag)) {
            assertThat(container.awaitEnd()).as(container.logs()).isZero();
            return container.logs();
        }
    }

    private Path locked(UvProject project) throws IOException {
        Path made = project.writeTo(Files.createTempDirectory(terrarium.directory(), "made"));
        uv.orElseThrow().lock(made);
        return terrarium.give(made);
    }

    @Test
    void aLockThatNoLongerFitsIsRefusedWithTheCommandThatRepairsIt() throws IOException {
        Path project = locked(UvProject.of("setuptools").named("outgrown"));
        Path pyproject = project.resolve("pyproject.toml");
        terrarium.write(pyproject, Files.readString(pyproject).replace("\"humanize\"", "\"humanize\", \"six\""));

        Ended ended = terrarium.run("build", project.toString(), "--json");

        assertThat(ended.exit()).as(ended.err()).isEqualTo(3);
        assertThat(ended.codes()).containsOnly("lock-stale");
        assertThat(ended.err()).contains("`six`").contains("uv lock");
    }

    @Test
    void whereNoNamespaceCanBeMadeABackEndIsRefusedWithTheWayOut() throws IOException {
        Path project = locked(UvProject.of("setuptools").named("walled"));

        Ended ended = terrarium.withoutNamespaces().run("build", project.toString(), "--output=oci:out", "--json");

        assertThat(ended.exit()).as(ended.err()).isEqualTo(4);
        assertThat(ended.codes()).containsExactly("sandbox-unavailable");
        assertThat(ended.err()).contains("run `sysctl -w user.max_user_namespaces=15000` as root");
        assertThat(terrarium.work().resolve("out")).doesNotExist();
    }
}
