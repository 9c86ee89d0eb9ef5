package dev.terrarium.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.terrarium.archive.tar.TarEntry;
import dev.terrarium.archive.tar.TarWriter;
import dev.terrarium.error.TerrariumError;
import dev.terrarium.error.TrustError;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Image;
import dev.terrarium.oci.ImageReference;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images that were made to harm or were damaged on the way, each with what a person is told. */
class HostileImagesTest {
    private static final Image IMAGE = Samples.image("hello");
    private static final String ZEROS = "0".repeat(64);

    @TempDir
    Path directory;

    /** Makes the input in a directory. */
    @FunctionalInterface
    interface Input {
        void make(Path directory) throws IOException;
    }

    /** @param name what is read after the input was made */
    record Case(String title, String name, Class<? extends TerrariumError> kind, String message, Input input) {
        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Case> cases() {
        return Stream.concat(archives(), layouts());
    }

    private static Stream<Case> archives() {
        return Stream.of(
                unreadable(
                        "a name that leads out", "the tar entry `../evil` has an unsafe name", Map.of("../evil", "")),
                unreadable("an absolute name", "the tar entry `/etc/x` has an unsafe name", Map.of("/etc/x", "")),
                docker(
                        "a layer that is a link out of the archive",
                        UserError.class,
                        "`docker-archive:x.tar` lacks the file `l/layer.tar`",
                        tar -> {
                            tar.add(TarEntry.link("l/layer.tar", "../../../../../etc/passwd"));
                            add(tar, "config", config(Digest.ofBytes(new byte[0])));
                            add(tar, "manifest.json", manifest("config", "l/layer.tar"));
                        }),
                docker("links in a ring", UserError.class, "`docker-archive:x.tar` lacks the file `a`", tar -> {
                    tar.add(TarEntry.link("a", "b"));
                    tar.add(TarEntry.link("b", "a"));
                    add(tar, "config", config(Digest.ofBytes(new byte[0])));
                    add(tar, "manifest.json", manifest("config", "a"));
                }),
                docker(
                        "one name twice",
                        UserError.class,
                        "`docker-archive:x.tar` cannot be read: `manifest.json` occurs twice",
                        tar -> {
                            add(tar, "manifest.json", "[]");
                            add(tar, "manifest.json", "[]");
                        }),
                docker(
                        "a blob under another digest",
                        TrustError.class,
                        "`blobs/sha256/" + ZEROS + "` in `docker-archive:x.tar` is "
                                + Digest.ofBytes("x".getBytes(UTF_8)),
                        tar -> add(tar, "blobs/sha256/" + ZEROS, "x")),
                docker(
                        "a device",
                        UserError.class,
                        "`docker-archive:x.tar` cannot be read: `null` is neither a file nor a link",
                        tar -> tar.add(new TarEntry(TarEntry.Type.CHARACTER_DEVICE, "null", 0644, 0, 0, 0, ""))),
                new Case(
                        "an archive that was cut",
                        "docker-archive:x.tar",
                        UserError.class,
                        "`docker-archive:x.tar` cannot be read: the tar ends at byte 700, in the middle",
                        directory -> write(
                                directory.resolve("x.tar"),
                                Arrays.copyOf(Samples.tar(Map.of("f", new byte[512])), 700))),
                new Case(
                        "an archive that is empty",
                        "oci-archive:x.tar",
                        UserError.class,
                        "`oci-archive:x.tar` cannot be read: the tar ends at byte 0, in the middle",
                        directory -> write(directory.resolve("x.tar"), new byte[0])),
                new Case(
                        "a gzip stream that was cut",
                        "docker-archive:x.tar",
                        UserError.class,
                        "`docker-archive:x.tar` cannot be read: the gzip stream ends in the middle",
                        directory -> write(
                                directory.resolve("x.tar"), Arrays.copyOf(Samples.gzip(Samples.tar("hello")), 60))),
                unreadable(
                        "a manifest.json that is no list",
                        "the document is an object, not a list",
                        Map.of("manifest.json", "{}")),
                unreadable(
                        "a member twice",
                        "`Config` occurs twice in one object",
                        Map.of("manifest.json", "[{\"Config\":\"a\",\"Config\":\"b\"}]")),
                unreadable(
                        "a document without end",
                        "more than 8388608 bytes",
                        Map.of("manifest.json", " ".repeat((8 << 20) + 1))),
                unreadable("a document without bottom", "not JSON", Map.of("manifest.json", "[".repeat(100_000))),
                unreadable("no config", "`[0].Config` is missing", Map.of("manifest.json", "[{\"Layers\":[]}]")),
                docker(
                        "files that are missing, all told",
                        UserError.class,
                        "`docker-archive:x.tar` lacks the file `config`; `docker-archive:x.tar` lacks the file `1`; "
                                + "`docker-archive:x.tar` lacks the file `2`",
                        tar -> add(tar, "manifest.json", manifest("config", "1", "2"))),
                docker(
                        "a layer that is another one",
                        TrustError.class,
                        "a layer in `docker-archive:x.tar` has the diffID " + Digest.ofBytes("y".getBytes(UTF_8))
                                + ", not " + new Digest(ZEROS),
                        tar -> {
                            add(tar, "config", config(new Digest(ZEROS)));
                            add(tar, "layer", "y");
                            add(tar, "manifest.json", manifest("config", "layer"));
                        }),
                docker(
                        "more layers than the config knows",
                        UserError.class,
                        "`docker-archive:x.tar` has 2 layers, its config 1",
                        tar -> {
                            add(tar, "config", config(new Digest(ZEROS)));
                            add(tar, "layer", "y");
                            add(tar, "manifest.json", manifest("config", "layer", "layer"));
                        }),
                docker(
                        "two images",
                        UserError.class,
                        "`docker-archive:x.tar` holds 2 images: `a:1`, `b:1`",
                        tar -> add(
                                tar,
                                "manifest.json",
                                "[{\"Config\":\"c\",\"RepoTags\":[\"b:1\"]},{\"Config\":\"d\",\"RepoTags\":[\"a:1\"]}]")),
                docker(
                        "the other kind of archive",
                        UserError.class,
                        "`docker-archive:x.tar` is not a docker archive",
                        tar -> add(tar, "oci-layout", "{}")),
                new Case(
                        "a file that is not there",
                        "docker-archive:x.tar",
                        UserError.class,
                        "`x.tar` is not there",
                        directory -> {}));
    }

    private static Stream<Case> layouts() {
        Path manifest = blob(IMAGE.digest());
        return Stream.of(
                layout(
                        "a digest of another kind",
                        UserError.class,
                        "`index.json` of `oci:out` cannot be read: `manifests[0].digest` is not a SHA-256 digest",
                        out -> replace(out.resolve("index.json"), "sha256:", "sha512:")),
                layout(
                        "a negative size",
                        UserError.class,
                        "`index.json` of `oci:out` cannot be read: `manifests[0].size` is negative",
                        out -> replace(out.resolve("index.json"), "\"size\":", "\"size\":-")),
                layout(
                        "an index of the first schema",
                        UserError.class,
                        "`index.json` of `oci:out` cannot be read: `schemaVersion` is 1, not 2",
                        out -> replace(out.resolve("index.json"), "\"schemaVersion\":2", "\"schemaVersion\":1")),
                layout(
                        "an index without end",
                        UserError.class,
                        "`oci:out` cannot be read: more than 8388608 bytes",
                        out -> write(out.resolve("index.json"), new byte[(8 << 20) + 1])),
                layout(
                        "a manifest that was changed",
                        TrustError.class,
                        "the manifest in `oci:out` is not " + IMAGE.digest() + " but sha256:",
                        out -> replace(out.resolve(manifest), "\"schemaVersion\":2", "\"schemaVersion\":3")),
                layout(
                        "a manifest that was made longer",
                        TrustError.class,
                        "the manifest " + IMAGE.digest() + " in `oci:out` has "
                                + (IMAGE.manifest().document().length() + 1) + " bytes, not "
                                + IMAGE.manifest().document().length(),
                        out -> replace(out.resolve(manifest), "\"schemaVersion\":2", "\"schemaVersion\":20")),
                layout(
                        "a manifest that is missing",
                        UserError.class,
                        "`oci:out` lacks the manifest " + IMAGE.digest(),
                        out -> Files.delete(out.resolve(manifest))),
                layout(
                        "layers that are missing, all told",
                        UserError.class,
                        "`oci:out` lacks the layer " + layerDigest(0) + "; `oci:out` lacks the layer " + layerDigest(1),
                        out -> {
                            Files.delete(out.resolve(blob(layerDigest(0))));
                            Files.delete(out.resolve(blob(layerDigest(1))));
                        }),
                layout(
                        "a layer that is shorter",
                        TrustError.class,
                        "the layer " + layerDigest(0) + " in `oci:out` has 3 bytes, not "
                                + IMAGE.layers().getFirst().descriptor().size(),
                        out -> write(out.resolve(blob(layerDigest(0))), new byte[3])),
                layout(
                        "a config that is a folder",
                        UserError.class,
                        "`oci:out` lacks the config " + IMAGE.config().digest(),
                        out -> {
                            Path config = out.resolve(blob(IMAGE.config().digest()));
                            Files.delete(config);
                            Files.createDirectory(config);
                        }),
                layout(
                        "an index that holds itself",
                        UserError.class,
                        "`oci:out` holds a `application/vnd.oci.image.index.v1+json` where an image manifest should be",
                        out -> {
                            byte[] inner = index("application/vnd.oci.image.index.v1+json", new Digest(ZEROS), 1);
                            rooted(out, "application/vnd.oci.image.index.v1+json", inner);
                        }),
                layout(
                        "an index of nothing",
                        UserError.class,
                        "`oci:out` is an index of 0 images, not of 1 to 256",
                        out -> rooted(
                                out,
                                "application/vnd.oci.image.index.v1+json",
                                "{\"schemaVersion\":2,\"manifests\":[]}".getBytes(UTF_8))),
                layout(
                        "something that is no image",
                        UserError.class,
                        "`oci:out` holds a `application/x` where an image manifest should be",
                        out -> rooted(out, "application/x", "{}".getBytes(UTF_8))),
                layout(
                        "a manifest that is an index",
                        UserError.class,
                        "the manifest " + Digest.ofBytes("{\"schemaVersion\":2}".getBytes(UTF_8))
                                + " in `oci:out` cannot be read: `config` is missing",
                        out -> rooted(
                                out,
                                "application/vnd.oci.image.manifest.v1+json",
                                "{\"schemaVersion\":2}".getBytes(UTF_8))),
                layout(
                        "a config with fewer layers",
                        UserError.class,
                        " in `oci:out` has 2 layers, its config 0",
                        out -> {
                            byte[] config =
                                    "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{}}".getBytes(UTF_8);
                            put(out, config);
                            String changed = IMAGE.manifest()
                                    .document()
                                    .toString()
                                    .replace(
                                            IMAGE.config().digest().toString(),
                                            Digest.ofBytes(config).toString())
                                    .replace(
                                            "\"size\":"
                                                    + IMAGE.config().document().length() + "}",
                                            "\"size\":" + config.length + "}");
                            rooted(out, "application/vnd.oci.image.manifest.v1+json", changed.getBytes(UTF_8));
                        }),
                layout(
                        "a folder without the marker",
                        UserError.class,
                        "`oci:out` is no OCI layout: it has no `oci-layout`",
                        out -> Files.delete(out.resolve("oci-layout"))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachIsRefusedWithItsText(Case hostile) throws IOException {
        hostile.input().make(directory);

        TerrariumError error = catchThrowableOfType(
                TerrariumError.class, () -> Samples.delivery(directory).read(ImageName.parse(hostile.name())));

        assertThat(error).isInstanceOf(hostile.kind());
        assertThat(String.join(
                        "; ",
                        error.problems().stream()
                                .map(problem -> problem.message())
                                .toList()))
                .contains(hostile.message());
    }

    @Test
    void thereAreThirtySevenCases() {
        assertThat(cases()).hasSize(37);
    }

    @Test
    void mutatedArchivesAreReadOrRefused() throws IOException {
        Delivery delivery = Samples.delivery(directory);
        delivery.deliver(IMAGE, ImageName.parse("docker-archive:valid.tar"), List.of(ImageReference.parse("a:1")));
        byte[] valid = Files.readAllBytes(directory.resolve("valid.tar"));
        var random = new Random(4);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = valid.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            write(directory.resolve("x.tar"), bytes);
            try {
                delivery.read(ImageName.parse("docker-archive:x.tar"));
            } catch (UserError | TrustError refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void mutatedLayoutsAreReadOrRefused() throws IOException {
        Delivery delivery = Samples.delivery(directory);
        delivery.deliver(IMAGE, ImageName.parse("oci:out"), List.of(ImageReference.parse("a:1")));
        Path index = directory.resolve("out/index.json");
        byte[] valid = Files.readAllBytes(index);
        var random = new Random(7);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = valid.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) (32 + random.nextInt(95));
            }
            write(index, bytes);
            try {
                delivery.read(ImageName.parse("oci:out"));
            } catch (UserError | TrustError refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    /** Writes entries into a tar. */
    @FunctionalInterface
    interface Entries {
        void add(TarWriter tar) throws IOException;
    }

    private static Case docker(String title, Class<? extends TerrariumError> kind, String message, Entries entries) {
        return new Case(title, "docker-archive:x.tar", kind, message, directory -> {
            var out = new ByteArrayOutputStream();
            var tar = new TarWriter(out, 0);
            entries.add(tar);
            tar.end();
            write(directory.resolve("x.tar"), out.toByteArray());
        });
    }

    private static Case unreadable(String title, String message, Map<String, String> files) {
        return docker(title, UserError.class, "`docker-archive:x.tar` cannot be read: " + message, tar -> {
            for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
                add(tar, file.getKey(), file.getValue());
            }
        });
    }

    private static Case layout(String title, Class<? extends TerrariumError> kind, String message, Input damage) {
        return new Case(title, "oci:out", kind, message, directory -> {
            Samples.delivery(directory).deliver(IMAGE, ImageName.parse("oci:out"), List.of());
            damage.make(directory.resolve("out"));
        });
    }

    private static void add(TarWriter tar, String path, String content) throws IOException {
        byte[] bytes = content.getBytes(UTF_8);
        tar.add(TarEntry.file(path, 0644, bytes.length), bytes);
    }

    private static String manifest(String config, String... layers) {
        return "[{\"Config\":\"" + config + "\",\"RepoTags\":null,\"Layers\":[\"" + String.join("\",\"", layers)
                + "\"]}]";
    }

    private static String config(Digest diffId) {
        return "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + diffId
                + "\"]}}";
    }

    private static byte[] index(String mediaType, Digest digest, long size) {
        return ("{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"" + mediaType + "\",\"digest\":\"" + digest
                        + "\",\"size\":" + size + "}]}")
                .getBytes(UTF_8);
    }

    private static void rooted(Path out, String mediaType, byte[] bytes) throws IOException {
        put(out, bytes);
        write(out.resolve("index.json"), index(mediaType, Digest.ofBytes(bytes), bytes.length));
    }

    private static void put(Path out, byte[] bytes) throws IOException {
        write(out.resolve(blob(Digest.ofBytes(bytes))), bytes);
    }

    private static Path blob(Digest digest) {
        return Path.of("blobs/sha256", digest.hex());
    }

    private static Digest layerDigest(int index) {
        return IMAGE.layers().get(index).descriptor().digest();
    }

    private static void replace(Path file, String from, String to) throws IOException {
        write(file, Files.readString(file).replace(from, to).getBytes(UTF_8));
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
    }
}
