package dev.terrarium.cli.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrarium.testkit.LiveIndex;
import dev.terrarium.testkit.engine.DockerDaemon;
import dev.terrarium.testkit.engine.LocalPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every example, built by a user who may nothing and has nothing, in a Docker Engine that lets the container do nothing. */
@LiveIndex
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesTest {
    private final Installed terrarium = Installed.somewhere();
    private Optional<DockerDaemon> started = Optional.empty();

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
    @EnumSource(Example.class)
    void anExampleIsBuiltByAnybodyAndServesInDocker(Example example) {
        DockerDaemon docker = started.orElseThrow();
        load(example, docker);

        var port = LocalPort.free();
        try (var container = docker.start(example.folder() + ":1", "--env=PORT=" + port.number())) {
            example.ask(port);
            container.awaitLog(example.logged());
            assertThat(container.status())
                    .containsEntry("Uid", "10001 10001 10001 10001")
                    .containsEntry("CapEff", "0000000000000000")
                    .containsEntry("NoNewPrivs", "1");
            if (example.hasWorkers()) {
                assertThat(String.join(" ", container.command())).containsPattern("[: ]" + port.number() + "\\b");
            }
            assertThat(container.stop()).as(container.logs()).isZero();
        }
        asAnyoneWithTwoWorkers(example, docker);
    }

    private void load(Example example, DockerDaemon docker) {
        Path archive = terrarium.work().resolve(example.folder() + ".tar");
        Path layout = terrarium.work().resolve(example.folder() + ".oci");
        Ended built = terrarium.run(
                "build",
                terrarium.give(example.sources()).toString(),
                "--tag=" + example.folder() + ":1",
                "--output=docker-archive:" + archive,
                "--output=oci:" + layout,
                "--json");

        assertThat(built.digest()).startsWith("sha256:");
        assertThat(layout.resolve("blobs/sha256/" + built.digest().substring(7)))
                .exists();
        assertThat(docker.run("load", "--input", archive.toString())).contains(example.folder() + ":1");
    }

    private static void asAnyoneWithTwoWorkers(Example example, DockerDaemon docker) {
        var port = LocalPort.free();
        try (var container = docker.start(
                example.folder() + ":1", "--user=12345:0", "--env=PORT=" + port.number(), "--env=WEB_CONCURRENCY=2")) {
            example.ask(port);
            assertThat(container.status()).containsEntry("Uid", "12345 12345 12345 12345");
            if (example.hasWorkers()) {
                assertThat(String.join(" ", container.command())).contains("--workers 2");
            }
            container.signal("SEGV");
            container.awaitLog("Fatal Python error: Segmentation fault");
            container.awaitLog("most recent call first");
        }
    }

    @Test
    void withoutNamespacesAndWithAnEmptyHomeTheSameImageComes() throws IOException {
        Path project = terrarium.give(Example.SCRIPT.sources());
        Ended usual = terrarium.run("build", project.toString(), "--check", "--output=oci:usual", "--json");
        Files.deleteIfExists(project.resolve("terrarium.lock"));

        Ended bare =
                terrarium.withoutNamespaces().run(Map.of(), "build", project.toString(), "--output=oci:bare", "--json");

        assertThat(bare.digest()).isEqualTo(usual.digest());
        assertThat(usual.err())
                .containsPattern("✓ check .* answers 200 on port 8000 after .*, SIGTERM ends it in .* with 0\n");
        assertThat(bare.err().lines().filter(line -> line.contains("no sandbox works here")))
                .hasSize(1);
        assertThat(terrarium.home().resolve(".cache/terrarium")).isDirectory();
    }
}
