package dev.terrarium.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.io.ByteSource;
import dev.terrarium.json.JsonInvalid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTest {
    private static final byte[] TAR = new byte[1024];
    private static final Layer LAYER = Layer.of(
            new Descriptor(MediaTypes.LAYER, Digest.ofBytes(TAR), TAR.length), Digest.ofBytes(TAR), ByteSource.of(TAR));

    @Test
    void manifestAndConfigAreTheSpecificationsAndCanonical() {
        Image image = image(Platform.AMD64);

        assertThat(image.config().document())
                .hasToString("{\"architecture\":\"amd64\",\"config\":{\"Cmd\":[\"app\"],\"Env\":[\"LANG=C.UTF-8\"],"
                        + "\"ExposedPorts\":{\"8000/tcp\":{}},\"Labels\":{\"a\":\"b\"},\"User\":\"10001:10001\"},"
                        + "\"created\":\"1980-01-01T00:00:00Z\",\"history\":[{\"comment\":\"os\",\"created\":"
                        + "\"1980-01-01T00:00:00Z\",\"created_by\":\"terrarium\"}],\"os\":\"linux\",\"rootfs\":"
                        + "{\"diff_ids\":[\"" + LAYER.diffId() + "\"],\"type\":\"layers\"}}");
        assertThat(image.manifest().document())
                .hasToString("{\"annotations\":{\"k\":\"v\"},\"config\":{\"digest\":\""
                        + image.config().digest()
                        + "\",\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"size\":"
                        + image.config().document().length() + "},\"layers\":[{\"digest\":\"" + LAYER.diffId()
                        + "\",\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",\"size\":1024}],"
                        + "\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"schemaVersion\":2}");
    }

    @Test
    void whatIsWrittenIsReadBackWithTheSameDigest() throws Exception {
        Image image = image(Platform.ARM64);

        assertThat(ImageConfig.parse(image.config().document().bytes())).isEqualTo(image.config());
        assertThat(Manifest.parse(image.manifest().document().bytes())).isEqualTo(image.manifest());
    }

    @Test
    void onePlatformIsAManifestAndSeveralAreAnIndex() throws Exception {
        Image amd64 = image(Platform.AMD64);
        Image arm64 = image(Platform.ARM64);

        assertThat(ImageIndex.of(List.of(amd64))).isEqualTo(amd64);
        ImageIndex index = (ImageIndex) ImageIndex.of(List.of(amd64, arm64));
        assertThat(Index.parse(index.index().document().bytes())).isEqualTo(index.index());
        assertThat(index.index().value().manifests())
                .extracting(descriptor -> descriptor.platform().orElseThrow().toString())
                .containsExactly("linux/amd64", "linux/arm64");
    }

    @Test
    void aConfigOfDockerIsRead() throws Exception {
        String text = """
                {"architecture":"amd64","os":"linux","created":"2023-05-04T19:37:03.872958712+02:00",
                 "config":{"Hostname":"","User":"","Env":null,"Cmd":["/hello"],"Volumes":null,"Labels":null,
                 "Healthcheck":{"Test":["NONE"]}},"rootfs":{"type":"layers","diff_ids":["%s"]},
                 "history":[{"created":"2023-05-04T17:37:03Z","created_by":"CMD","empty_layer":true}]}
                """.formatted(LAYER.diffId());

        ImageConfig config = ImageConfig.parse(text.getBytes(UTF_8)).value();

        assertThat(config.created()).contains(Instant.parse("2023-05-04T17:37:03.872958712Z"));
        assertThat(config.config())
                .isEqualTo(ContainerConfig.EMPTY
                        .withCmd(List.of("/hello"))
                        .withHealthcheck(
                                new Healthcheck(List.of("NONE"), Duration.ZERO, Duration.ZERO, Duration.ZERO, 0)));
        assertThat(config.history().getFirst().emptyLayer()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"schemaVersion\": 1}                                     | `schemaVersion` is 1, not 2",
                "{\"schemaVersion\": 2}                                     | `config` is missing",
                "{\"schemaVersion\": 2, \"mediaType\": \"text/plain\"}      | `mediaType` is `text/plain`, not that of an image manifest",
                "{\"schemaVersion\": 2, \"config\": {\"mediaType\": \"a\", \"digest\": \"md5:1\"}}| `config.digest` is not a SHA-256 digest",
                "{\"schemaVersion\": 2, \"config\": []}                     | `config` is a list, not an object",
                "{}                                                         | `schemaVersion` is missing",
            })
    void aManifestThatIsNoneIsRefused(String text, String message) {
        assertThatThrownBy(() -> Manifest.parse(text.getBytes(UTF_8)))
                .isInstanceOf(JsonInvalid.class)
                .hasMessage(message);
    }

    @Test
    void mutatedDocumentsAreReadOrRefused() {
        var random = new Random(3);
        Image image = image(Platform.AMD64);
        for (int i = 0; i < 1_000; i++) {
            byte[] manifest = mutated(image.manifest().document().bytes(), random);
            byte[] config = mutated(image.config().document().bytes(), random);
            try {
                Manifest.parse(manifest);
                Index.parse(manifest);
            } catch (JsonInvalid refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
            try {
                ImageConfig.parse(config);
            } catch (JsonInvalid refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void chainIdsAreThoseOfTheSpecification() {
        Digest a = Digest.ofBytes(new byte[] {1});
        Digest b = Digest.ofBytes(new byte[] {2});

        assertThat(ChainId.of(List.of(a, b))).containsExactly(a, Digest.ofBytes((a + " " + b).getBytes(UTF_8)));
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        for (int change = random.nextInt(3); change >= 0; change--) {
            bytes[random.nextInt(bytes.length)] = (byte) (32 + random.nextInt(95));
        }
        return bytes;
    }

    private static Image image(Platform platform) {
        var config = ContainerConfig.EMPTY
                .withUser("10001:10001")
                .withCmd(List.of("app"))
                .withEnv(List.of("LANG=C.UTF-8"))
                .withExposedPorts(List.of("8000/tcp"))
                .withLabels(Map.of("a", "b"));
        return Image.of(
                new ImageConfig(
                        Optional.of(Instant.parse("1980-01-01T00:00:00Z")),
                        Optional.empty(),
                        ImagePlatform.of(platform),
                        config,
                        List.of(LAYER.diffId()),
                        List.of(History.ofLayer(Instant.parse("1980-01-01T00:00:00Z"), "terrarium", "os"))),
                List.of(LAYER),
                new TreeMap<>(Map.of("k", "v")));
    }
}
