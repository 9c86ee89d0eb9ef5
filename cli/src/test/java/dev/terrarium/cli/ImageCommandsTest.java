package dev.terrarium.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.archive.tar.TarEntry;
import dev.terrarium.archive.tar.TarWriter;
import dev.terrarium.cli.terminal.ExitCode;
import dev.terrarium.delivery.Delivery;
import dev.terrarium.delivery.ImageName;
import dev.terrarium.delivery.LayerSource;
import dev.terrarium.io.ByteSource;
import dev.terrarium.io.Environment;
import dev.terrarium.oci.ContainerConfig;
import dev.terrarium.oci.Descriptor;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.History;
import dev.terrarium.oci.Image;
import dev.terrarium.oci.ImageConfig;
import dev.terrarium.oci.ImagePlatform;
import dev.terrarium.oci.Layer;
import dev.terrarium.oci.MediaTypes;
import dev.terrarium.oci.Platform;
import dev.terrarium.store.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCommandsTest {
    private static final Instant CREATED = Instant.parse("1980-01-01T00:00:00Z");

    @TempDir
    private Path home;

    private InProcess program;
    private Image image;

    @BeforeEach
    void layout() throws IOException {
        program = new InProcess(home);
        image = image();
        var environment = new Environment(Map.of(), home, home, home, () -> CREATED);
        new Delivery(environment, Store.at(home.resolve("other-store")), LayerSource.NONE)
                .deliver(image, ImageName.parse("oci:out:1.2"), List.of());
    }

    @Test
    void anImageIsShownForPeople() {
        assertThat(program.run("inspect", "oci:out:1.2")).isEqualTo(ExitCode.OK);
        assertThat(program.out())
                .startsWith("image      oci:out:1.2\ndigest     " + image.digest() + "\n\nplatform   linux/amd64\n")
                .contains(
                        "created    1980-01-01T00:00:00Z\n", "user       10001:10001\n", "starts     python -m shop\n")
                .contains("variable   LANG=C.UTF-8\n", "label      org.opencontainers.image.title=shop\ufffd[2J\n")
                .contains("layer      " + image.layers().getFirst().descriptor().digest() + "  ");
        assertThat(program.err()).isEmpty();
    }

    @Test
    void anImageIsShownForPrograms() throws Exception {
        assertThat(program.run("inspect", "oci:out", "--json")).isEqualTo(ExitCode.OK);
        assertThat(Schema.named("inspect").faults(Schema.parse(program.out().getBytes(UTF_8))))
                .isEmpty();
    }

    @Test
    void copyingKeepsTheDigest() throws Exception {
        assertThat(program.run("copy", "oci:out:1.2", "store:shop:1.2")).isEqualTo(ExitCode.OK);
        assertThat(program.out()).startsWith("store:shop:1.2  " + image.digest() + "  ");
        assertThat(program.err()).startsWith("✓ copy              oci:out:1.2 → store:shop:1.2  ");

        var json = new InProcess(home);
        assertThat(json.run("copy", "shop:1.2", "oci-archive:shop.tar", "--json"))
                .isEqualTo(ExitCode.OK);
        assertThat(Schema.named("copy").faults(Schema.parse(json.out().getBytes(UTF_8))))
                .isEmpty();
        assertThat(json.out()).contains("\"digest\": \"" + image.digest() + "\"");
        assertThat(home.resolve("shop.tar")).isRegularFile();
    }

    @Test
    void aNamedImageOutlivesPruning() throws IOException {
        program.run("copy", "oci:out:1.2", "store:shop:1.2");
        try (var blobs = Files.walk(home.resolve(".cache/terrarium/cas"))) {
            for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(blob, java.nio.file.attribute.FileTime.from(CREATED));
            }
        }
        assertThat(program.run("cache", "prune")).isEqualTo(ExitCode.OK);
        assertThat(program.out()).contains("removed 0 blobs");
        assertThat(program.run("inspect", "shop:1.2")).isEqualTo(ExitCode.OK);
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThat(program.run("inspect", "oci:nowhere")).isEqualTo(ExitCode.USER);
        assertThat(program.err()).startsWith("error: ").contains("nowhere");
        assertThat(program.run("copy", "oci:out:1.2")).isEqualTo(ExitCode.USAGE);
        assertThat(program.err()).contains("`copy` needs DST: where it is to be, by its type and name");
    }

    private static Image image() throws IOException {
        var tar = new ByteArrayOutputStream();
        var writer = new TarWriter(tar, 0);
        writer.add(TarEntry.file("hello", 0644, 5), "hello".getBytes(UTF_8));
        writer.end();
        var gzip = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gzip)) {
            out.write(tar.toByteArray());
        }
        byte[] bytes = gzip.toByteArray();
        Layer layer = Layer.of(
                new Descriptor(MediaTypes.LAYER_GZIP, Digest.ofBytes(bytes), bytes.length),
                Digest.ofBytes(tar.toByteArray()),
                ByteSource.of(bytes));
        var config = new ImageConfig(
                Optional.of(CREATED),
                Optional.empty(),
                ImagePlatform.of(Platform.AMD64),
                ContainerConfig.EMPTY
                        .withUser("10001:10001")
                        .withCmd(List.of("python", "-m", "shop"))
                        .withEnv(List.of("LANG=C.UTF-8"))
                        .withLabels(Map.of("org.opencontainers.image.title", "shop\u001b[2J")),
                List.of(layer.diffId()),
                List.of(History.ofLayer(CREATED, "test", "project")));
        return Image.of(config, List.of(layer), new TreeMap<>());
    }
}
