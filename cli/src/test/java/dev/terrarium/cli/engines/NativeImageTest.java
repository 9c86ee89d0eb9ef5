package dev.terrarium.cli.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrarium.testkit.LiveIndex;
import dev.terrarium.testkit.engine.DockerDaemon;
import dev.terrarium.testkit.engine.Uv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Real wheels that need libraries and programs of the system, used in a container: nobody named a package. */
@LiveIndex
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NativeImageTest {
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

    @Test
    void librariesThatPureWheelsOpenByNameAreThere() throws IOException {
        assertThat(said(List.of("psycopg", "python-magic"), """
                import magic, psycopg
                print(psycopg.pq.__impl__, magic.from_buffer(b"%PDF-1.7", mime=True))
                """)).isEqualTo("python application/pdf\n");
        assertThat(terrarium.work().resolve("native/terrarium.lock"))
                .content()
                .contains("name = \"libpq5\"\nwheels = [\"psycopg\"]")
                .contains("name = \"libmagic1t64\"\nwheels = [\"python-magic\"]");
    }

    @Test
    @Tag("campaign")
    void windowsOfOthersAndPagesAreDrawn() throws IOException {
        assertThat(said(List.of("opencv-python", "weasyprint", "pdf2image"), """
                import cv2, pdf2image, weasyprint
                pdf = weasyprint.HTML(string="<p>hello</p>").write_pdf()
                print(cv2.cvtColor(cv2.UMat(2, 2, cv2.CV_8UC3), cv2.COLOR_BGR2GRAY).get().shape)
                print(pdf2image.convert_from_bytes(pdf)[0].size)
                """))
                .endsWith("(2, 2)\n(1654, 2339)\n");
    }

    /** What a program says in an image of which the project gives only these dependencies. */
    private String said(List<String> dependencies, String program) throws IOException {
        Path made = Files.createTempDirectory(terrarium.directory(), "made").resolve("native");
        Files.createDirectories(made.resolve("native"));
        Files.writeString(
                made.resolve("pyproject.toml"),
                String.format(
                        Locale.ROOT,
                        "[project]%nname = \"native\"%nversion = \"1.0\"%nrequires-python = \">=3.11\"%ndependencies = [%s]%n",
                        dependencies.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "))));
        Files.writeString(made.resolve("native/__init__.py"), "");
        Files.writeString(made.resolve("native/__main__.py"), program);
        uv.orElseThrow().lock(made);
        Path project = terrarium.give(made);
        Path archive = terrarium.work().resolve("image.tar");
        terrarium
                .run("build", project.toString(), "--output=docker-archive:" + archive, "--tag=native:1", "--json")
                .digest();
        DockerDaemon docker = started.orElseThrow();
        docker.run("load", "--input", archive.toString());
        try (var container = docker.start("native:1")) {
            assertThat(container.awaitEnd()).as(container.logs()).isZero();
            return container.logs();
        }
    }
}
