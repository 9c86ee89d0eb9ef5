package dev.terrarium.testkit.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrarium.archive.tar.TarEntry;
import dev.terrarium.archive.tar.TarWriter;
import dev.terrarium.delivery.Delivery;
import dev.terrarium.delivery.Found;
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
import dev.terrarium.oci.ImageIndex;
import dev.terrarium.oci.ImagePlatform;
import dev.terrarium.oci.ImageReference;
import dev.terrarium.oci.Layer;
import dev.terrarium.oci.MediaTypes;
import dev.terrarium.oci.Platform;
import dev.terrarium.store.Store;
import dev.terrarium.testkit.engine.DockerDaemon;
import dev.terrarium.testkit.engine.Tool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other people's tools say about images that were delivered, and what we say about theirs. */
class DeliveredImagesTest {
    private static final Instant CREATED = Instant.parse("1980-01-01T00:00:00Z");
    private static final ImageReference TAG = ImageReference.parse("sample:1.0");
    private static final Tool SKOPEO = new Tool("skopeo");

    @TempDir
    Path directory;

    private Delivery delivery;

    @BeforeEach
    void open() {
        delivery = delivery(System.getenv());
    }

    @ParameterizedTest
    @ValueSource(strings = {"oci", "oci-archive", "docker-archive"})
    void skopeoReadsWhatWeWriteAndWeReadWhatItWrites(String type) throws IOException {
        assumeTrue(SKOPEO.isPresent(), "oracle missing: skopeo");
        Image image = image(Platform.AMD64);
        delivery.deliver(image, ImageName.parse(type + ":ours"), List.of(TAG));
        String ours = type + ":" + directory.resolve("ours");

        assertThat(SKOPEO.run("inspect", ours)).contains("\"Os\": \"linux\"", "\"created by\": \"a test\"");
        if (!type.equals("docker-archive")) {
            assertThat(SKOPEO.run("inspect", "--format", "{{.Digest}}", ours).strip())
                    .isEqualTo(image.digest().toString());
        }
        for (String other : List.of("oci", "oci-archive", "docker-archive")) {
            String suffix = other.equals("docker-archive") ? ":sample:2.0" : "";
            SKOPEO.run("copy", "--insecure-policy", ours, other + ":" + directory.resolve(other) + suffix);
            Found found = delivery.read(ImageName.parse(other));

            assertThat(found.image().images().getFirst().config().value())
                    .isEqualTo(image.config().value());
        }
    }

    @Test
    void skopeoFindsATagOfALayoutAndEveryPlatform() {
        assumeTrue(SKOPEO.isPresent(), "oracle missing: skopeo");
        var image = ImageIndex.of(List.of(image(Platform.AMD64), image(Platform.ARM64)));
        delivery.deliver(image(Platform.AMD64), ImageName.parse("oci:out"), List.of(ImageReference.parse("other:1.0")));
        delivery.deliver(image, ImageName.parse("oci:out"), List.of(TAG));

        String raw = SKOPEO.run("inspect", "--raw", "oci:" + directory.resolve("out") + ":sample:1.0");

        assertThat(Digest.ofBytes(raw.getBytes(UTF_8))).isEqualTo(image.digest());
        SKOPEO.run(
                "copy",
                "--insecure-policy",
                "--all",
                "oci:" + directory.resolve("out") + ":sample:1.0",
                "oci:" + directory.resolve("copy"));
        assertThat(delivery.read(ImageName.parse("copy")).image().digest()).isEqualTo(image.digest());
    }

    @Test
    void umociUnpacksALayout() throws IOException {
        var umoci = new Tool("umoci");
        assumeTrue(umoci.isPresent(), "oracle missing: umoci");
        delivery.deliver(image(Platform.AMD64), ImageName.parse("oci:out:1.0"), List.of());

        umoci.run(
                "unpack",
                "--rootless",
                "--image",
                directory.resolve("out") + ":1.0",
                directory.resolve("bundle").toString());

        assertThat(directory.resolve("bundle/rootfs/etc/os")).hasContent("os");
        assertThat(Files.readString(directory.resolve("bundle/config.json"))).contains("\"LANG=C.UTF-8\"");
    }

    @Test
    @Tag("e2e")
    void dockerLoadsAndSavesAnImageWithAllThatItTellsOfItself() {
        Optional<String> obstacle = DockerDaemon.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
        Image image = image(Platform.AMD64);
        try (var docker = DockerDaemon.start()) {
            Delivery toDocker = delivery(Map.of("DOCKER_HOST", docker.host()));
            toDocker.deliver(
                    ImageIndex.of(List.of(image(Platform.ARM64), image)),
                    ImageName.parse("docker:sample:1.0"),
                    List.of());

            assertThat(docker.run("image", "inspect", "--format={{.Id}}", "sample:1.0")
                            .strip())
                    .isEqualTo(image.config().digest().toString());
            assertThat(toDocker.read(ImageName.parse("docker:sample:1.0"))
                            .image()
                            .images()
                            .getFirst()
                            .config())
                    .isEqualTo(image.config());
            toDocker.copy(ImageName.parse("docker:sample:1.0"), ImageName.parse("docker-archive:back.tar"));
            docker.run("rmi", "sample:1.0");
            docker.run("load", "--input", directory.resolve("back.tar").toString());
            docker.run("save", "--output", directory.resolve("saved.tar").toString(), "sample:1.0");
            assertThat(toDocker.read(ImageName.parse("saved.tar")).names()).containsExactly(TAG);
        }
    }

    @Test
    @Tag("e2e")
    void podmanLoadsAndSavesAnImage() {
        var podman = new Tool("podman");
        assumeTrue(podman.isPresent(), "oracle missing: podman");
        Image image = image(Platform.AMD64);
        var variables = new TreeMap<>(System.getenv());
        variables.put("CONTAINERS_STORAGE_CONF", storage().toString());
        Delivery toPodman = delivery(variables);

        toPodman.deliver(image, ImageName.parse("podman:localhost/sample:1.0"), List.of());

        assertThat(podman.say(variables, "image", "inspect", "--format={{.Id}}", "localhost/sample:1.0")
                        .output())
                .contains(image.config().digest().hex());
        assertThat(toPodman.read(ImageName.parse("podman:localhost/sample:1.0"))
                        .image()
                        .images()
                        .getFirst()
                        .config()
                        .value())
                .isEqualTo(image.config().value());
    }

    private Path storage() {
        try {
            return Files.writeString(
                    directory.resolve("storage.conf"),
                    "[storage]\ndriver = \"vfs\"\nrunroot = \"%s\"\ngraphroot = \"%s\"\n"
                            .formatted(directory.resolve("run"), directory.resolve("graph")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Delivery delivery(Map<String, String> variables) {
        var environment =
                new Environment(variables, directory, directory.resolve("home"), Path.of("/"), InstantSource.system());
        return new Delivery(environment, Store.at(directory.resolve("store")), LayerSource.NONE);
    }

    private static Image image(Platform platform) {
        List<Layer> layers = List.of(layer("etc", "os", "os"), layer("srv", "app", platform.architecture()));
        var config = new ImageConfig(
                Optional.of(CREATED),
                Optional.empty(),
                ImagePlatform.of(platform),
                ContainerConfig.EMPTY
                        .withUser("10001:10001")
                        .withCmd(List.of("/srv/app"))
                        .withEnv(List.of("LANG=C.UTF-8"))
                        .withExposedPorts(List.of("8000/tcp"))
                        .withStopSignal("SIGTERM")
                        .withLabels(Map.of("created by", "a test")),
                layers.stream().map(Layer::diffId).toList(),
                List.of(History.ofLayer(CREATED, "test", "os"), History.ofLayer(CREATED, "test", "app")));
        return Image.of(config, layers, new TreeMap<>(Map.of("org.opencontainers.image.title", "sample")));
    }

    private static Layer layer(String folder, String file, String content) {
        try {
            var tarred = new ByteArrayOutputStream();
            var tar = new TarWriter(tarred, 0);
            tar.add(TarEntry.directory(folder, 0755));
            tar.add(TarEntry.file(folder + "/" + file, 0644, content.length()), content.getBytes(UTF_8));
            tar.end();
            var zipped = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(zipped)) {
                gzip.write(tarred.toByteArray());
            }
            byte[] bytes = zipped.toByteArray();
            return Layer.of(
                    new Descriptor(MediaTypes.LAYER_GZIP, Digest.ofBytes(bytes), bytes.length),
                    Digest.ofBytes(tarred.toByteArray()),
                    ByteSource.of(bytes));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
