package dev.terrarium.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.TrustError;
import dev.terrarium.error.UserError;
import dev.terrarium.io.ByteSource;
import dev.terrarium.oci.AnyImage;
import dev.terrarium.oci.Image;
import dev.terrarium.oci.ImageIndex;
import dev.terrarium.oci.ImageReference;
import dev.terrarium.oci.Layer;
import dev.terrarium.oci.Platform;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {
    private static final ImageReference TAG = ImageReference.parse("app:1.0");

    @TempDir
    Path directory;

    private Delivery delivery;

    @BeforeEach
    void open() {
        delivery = Samples.delivery(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"store:copy:2", "oci:out:2", "oci-archive:out.tar", "docker-archive:out.tar"})
    void anImageKeepsItsDigestOnEveryWay(String place) {
        Image image = Samples.image("hello");
        delivery.deliver(image, ImageName.parse("store:app:1.0"), List.of());

        Receipt receipt = delivery.copy(ImageName.parse("app:1.0"), ImageName.parse(place));

        assertThat(receipt.digest()).isEqualTo(image.digest());
        assertThat(delivery.read(ImageName.parse(place)).image().digest()).isEqualTo(image.digest());
        delivery.copy(ImageName.parse(place), ImageName.parse("oci:back"));
        assertThat(delivery.read(ImageName.parse("back")).image().digest()).isEqualTo(image.digest());
    }

    @Test
    void severalPlatformsGoWhereverTheyCanBeHeld() {
        AnyImage image = ImageIndex.of(List.of(Samples.image(Platform.AMD64, "a"), Samples.image(Platform.ARM64, "b")));
        for (String place : List.of("store:app:1.0", "oci:out", "oci-archive:out.tar")) {
            delivery.deliver(image, ImageName.parse(place), List.of(TAG));
            assertThat(delivery.read(ImageName.parse(place)).image().digest()).isEqualTo(image.digest());
        }

        assertThatThrownBy(() -> delivery.deliver(image, ImageName.parse("docker-archive:x.tar"), List.of(TAG)))
                .isInstanceOf(UserError.class)
                .hasMessage("`docker-archive:x.tar` holds one platform, and the image is for linux/amd64, linux/arm64");
    }

    @Test
    void aLayoutThatHasEverythingIsNotTouched() throws IOException {
        ImageName out = ImageName.parse("oci:out");
        delivery.deliver(Samples.image("hello"), out, List.of(TAG));
        List<String> before = listing(directory.resolve("out"));

        Receipt again = delivery.deliver(Samples.image("hello"), out, List.of(TAG));

        assertThat(again.written()).isZero();
        assertThat(listing(directory.resolve("out"))).isEqualTo(before);
    }

    @Test
    void aTagIsReplacedAndOtherTagsStay() {
        ImageName out = ImageName.parse("oci:out");
        delivery.deliver(Samples.image("one"), out, List.of(TAG, ImageReference.parse("app:stable")));
        delivery.deliver(Samples.image("two"), out, List.of(TAG));

        assertThat(digestOf("oci:out:app:1.0")).isEqualTo(Samples.image("two").digest());
        assertThat(digestOf("oci:out:1.0")).isEqualTo(Samples.image("two").digest());
        assertThat(digestOf("oci:out:stable")).isEqualTo(Samples.image("one").digest());
        assertThatThrownBy(() -> delivery.read(out)).isInstanceOfSatisfying(UserError.class, e -> {
            assertThat(e).hasMessage("`oci:out` means 2 images");
            assertThat(e.problems().getFirst().hints()).containsExactly("name one of `app:1.0`, `app:stable`");
        });
    }

    @Test
    void writersOfOneLayoutTakeTurns() throws Exception {
        List<ImageReference> tags = List.of("a", "b", "c", "d", "e", "f").stream()
                .map(ImageReference::parse)
                .toList();
        try (var scope = new dev.terrarium.io.Scope()) {
            for (ImageReference tag : tags) {
                scope.fork(() -> delivery.deliver(Samples.image(tag.path()), ImageName.parse("oci:out"), List.of(tag)));
            }
            scope.join();
        }

        for (ImageReference tag : tags) {
            assertThat(digestOf("oci:out:" + tag))
                    .isEqualTo(Samples.image(tag.path()).digest());
        }
    }

    @Test
    void whatAnEngineSavesOfSeveralPlatformsIsTheOneThatItHas() throws IOException {
        AnyImage image = ImageIndex.of(List.of(Samples.image(Platform.AMD64, "a"), Samples.image(Platform.ARM64, "b")));
        delivery.deliver(image, ImageName.parse("oci:all"), List.of());
        delivery.deliver(image.images().getFirst(), ImageName.parse("docker-archive:one.tar"), List.of(TAG));
        var files = new TreeMap<String, byte[]>();
        files.put("oci-layout", Files.readAllBytes(directory.resolve("all/oci-layout")));
        files.put("index.json", Files.readAllBytes(directory.resolve("all/index.json")));
        byte[] index = ((ImageIndex) image).index().document().bytes();
        files.put("blobs/sha256/" + image.digest().hex(), index);
        try (var in = Files.newInputStream(directory.resolve("one.tar"))) {
            var tar = new dev.terrarium.archive.tar.TarReader(in, dev.terrarium.io.Limits.LAYER);
            for (var member = tar.next(); member.isPresent(); member = tar.next()) {
                if (member.get().entry().type() == dev.terrarium.archive.tar.TarEntry.Type.FILE) {
                    files.putIfAbsent(member.get().entry().path(), tar.content().readAllBytes());
                }
            }
        }
        Files.write(directory.resolve("hybrid.tar"), Samples.tar(files));

        Found found = delivery.read(ImageName.parse("hybrid.tar"));

        assertThat(found.image().images().getFirst().config())
                .isEqualTo(image.images().getFirst().config());
        assertThat(found.names()).containsExactly(TAG);
    }

    @Test
    void whatOthersWroteIntoTheIndexStays() throws IOException {
        ImageName out = ImageName.parse("oci:out");
        delivery.deliver(Samples.image("one"), out, List.of(ImageReference.parse("app:old")));
        Path index = directory.resolve("out/index.json");
        Files.writeString(index, Files.readString(index).replace("\"size\"", "\"artifactType\":\"x/y\",\"size\""));

        delivery.deliver(Samples.image("two"), out, List.of(TAG));

        assertThat(Files.readString(index)).contains("\"artifactType\":\"x/y\"").contains("app:1.0");
    }

    @Test
    void aFolderThatIsNoLayoutIsRefused() throws IOException {
        Files.createDirectories(directory.resolve("src"));
        Files.writeString(directory.resolve("src/main.py"), "");

        assertThatThrownBy(() -> delivery.deliver(Samples.image("a"), ImageName.parse("oci:src"), List.of()))
                .isInstanceOfSatisfying(UserError.class, e -> {
                    assertThat(e.problems().getFirst().code()).isEqualTo(ErrorCode.OUTPUT_REFUSED);
                    assertThat(e).hasMessage("`oci:src` is not empty and no OCI layout, so nothing was written to it");
                });
        assertThat(listing(directory.resolve("src"))).hasSize(2);
    }

    @Test
    void whatAKilledWriterLeftIsSweptAndTheLayoutIsMade() throws IOException {
        Path left = directory.resolve("out/.terrarium-999999999-1");
        Files.createDirectories(left);
        Files.writeString(left.resolve("0"), "half");

        delivery.deliver(Samples.image("a"), ImageName.parse("oci:out"), List.of());

        assertThat(left).doesNotExist();
        assertThat(digestOf("oci:out")).isEqualTo(Samples.image("a").digest());
    }

    @Test
    void aLayoutWithoutItsIndexIsAnEmptyOne() throws IOException {
        delivery.deliver(Samples.image("a"), ImageName.parse("oci:out"), List.of());
        Files.delete(directory.resolve("out/index.json"));

        assertThatThrownBy(() -> delivery.read(ImageName.parse("oci:out"))).hasMessage("`oci:out` holds no image");
        delivery.deliver(Samples.image("a"), ImageName.parse("oci:out"), List.of());
        assertThat(digestOf("oci:out")).isEqualTo(Samples.image("a").digest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"oci:lie", "oci-archive:lie.tar", "docker-archive:lie.tar", "store:lie"})
    void aLayerThatLiesReachesNoPlace(String place) throws IOException {
        Image honest = Samples.image("hello");
        var layers = new ArrayList<>(honest.layers());
        Layer lying = layers.getLast();
        byte[] bytes = lying.open().readAllBytes();
        bytes[bytes.length - 20] ^= 1;
        layers.set(1, Layer.of(lying.descriptor(), lying.diffId(), ByteSource.of(bytes)));
        var image = new Image(honest.manifest(), honest.config(), layers);

        assertThatThrownBy(() -> delivery.deliver(image, ImageName.parse(place), List.of(TAG)))
                .isInstanceOf(TrustError.class)
                .hasMessageStartingWith("the layer " + lying.descriptor().digest() + " has the digest sha256:");
        assertThat(directory.resolve("lie.tar")).doesNotExist();
        assertThat(directory.resolve("lie/index.json")).doesNotExist();
        assertThat(delivery.images().list()).isEmpty();
    }

    @Test
    void layersThatCanBeMadeAreNotKept() throws IOException {
        Image image = Samples.image("hello");
        var made = new TreeMap<String, Layer>();
        image.layers().forEach(layer -> made.put(layer.descriptor().digest().hex(), layer));
        Store store = Store.at(directory.resolve("lazy"));
        var lazy = new Delivery(
                Samples.environment(directory, java.util.Map.of()),
                store,
                descriptor -> Optional.ofNullable(made.get(descriptor.digest().hex())));

        lazy.deliver(image, ImageName.parse("store:app:1.0"), List.of());

        assertThat(image.layers())
                .noneMatch(layer -> store.has(layer.descriptor().digest()));
        assertThat(lazy.copy(ImageName.parse("app:1.0"), ImageName.parse("oci:out"))
                        .digest())
                .isEqualTo(image.digest());
    }

    @Test
    void archivesAreTheSameBytesEveryTime() throws IOException {
        for (String type : List.of("oci-archive", "docker-archive")) {
            delivery.deliver(Samples.image("a"), ImageName.parse(type + ":1.tar"), List.of(TAG));
            delivery.deliver(Samples.image("a"), ImageName.parse(type + ":sub/2.tar"), List.of(TAG));

            assertThat(directory.resolve("1.tar")).hasSameBinaryContentAs(directory.resolve("sub/2.tar"));
            assertThat(delivery.resolve(ImageName.parse("1.tar"))).hasToString(type + ":1.tar");
            assertThat(delivery.read(ImageName.parse("1.tar")).names()).containsExactly(TAG);
        }
        assertThat(listing(directory)).noneMatch(line -> line.contains(".terrarium-"));
    }

    @Test
    void bareNamesAreAPathElseANameInTheStoreElseARegistrys() throws IOException {
        Files.createDirectories(directory.resolve("app"));
        delivery.deliver(Samples.image("a"), ImageName.parse("store:app:1.0"), List.of());

        assertThat(delivery.resolve(ImageName.parse("app"))).hasToString("store:app");
        assertThat(digestOf("app")).isEqualTo(Samples.image("a").digest());
        assertThatThrownBy(() -> delivery.read(ImageName.parse("other:1.0")))
                .isInstanceOfSatisfying(UserError.class, e -> {
                    assertThat(e.problems().getFirst().code()).isEqualTo(ErrorCode.NOT_IN_THIS_VERSION);
                    assertThat(e)
                            .hasMessage("`other:1.0` is no path and no name in the store, and registries are"
                                    + " not in this version");
                });
        assertThatThrownBy(() -> delivery.read(ImageName.parse("./missing"))).hasMessage("`./missing` is not there");
        assertThatThrownBy(() -> delivery.read(ImageName.parse("store:app:2.0")))
                .hasMessage("the store has no image `app:2.0`");
        delivery.deliver(Samples.image("b"), ImageName.parse("store:app:2.0"), List.of());
        assertThatThrownBy(() -> delivery.read(ImageName.parse("app"))).hasMessage("the store has 2 images `app`");
    }

    @Test
    void namesAreListedAndDeleted() throws IOException {
        delivery.deliver(Samples.image("b"), ImageName.parse("store:b"), List.of());
        delivery.deliver(Samples.image("a"), ImageName.parse("store:a:2"), List.of());

        assertThat(delivery.images().list())
                .extracting(named -> named.name().toString())
                .containsExactly("a:2", "b:latest");
        assertThat(delivery.images().delete(ImageReference.parse("b"))).isTrue();
        assertThat(delivery.images().find(ImageReference.parse("b:latest"))).isEmpty();
    }

    @Test
    void inspectionTellsLayersAndConfig() {
        delivery.deliver(Samples.image("hello"), ImageName.parse("oci:out:1.0"), List.of());

        Inspection inspection = delivery.inspect(ImageName.parse("out"));

        Inspection.OfPlatform platform = inspection.platforms().getFirst();
        assertThat(platform.platform()).hasToString("linux/amd64");
        assertThat(platform.layers())
                .extracting(layer -> layer.madeBy().orElseThrow())
                .containsExactly("os", "project");
        assertThat(dev.terrarium.json.PrettyJson.write(inspection.toJson()))
                .contains("\"user\": \"10001:10001\"", "\"diffId\": \"sha256:", "\"platform\": \"linux/amd64\"");
    }

    private dev.terrarium.oci.Digest digestOf(String name) {
        return delivery.read(ImageName.parse(name)).image().digest();
    }

    /** Every file with its bytes and times. */
    private static List<String> listing(Path folder) throws IOException {
        var lines = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted().toList()) {
                FileTime time = Files.getLastModifiedTime(file);
                String bytes = Files.isRegularFile(file) ? new String(Files.readAllBytes(file), UTF_8) : "";
                lines.add(folder.relativize(file) + " " + time.toInstant() + " " + bytes.hashCode());
            }
        }
        return lines;
    }
}
