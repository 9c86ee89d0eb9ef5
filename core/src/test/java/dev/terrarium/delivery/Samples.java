package dev.terrarium.delivery;

import dev.terrarium.archive.tar.TarEntry;
import dev.terrarium.archive.tar.TarWriter;
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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Small images for tests, and a delivery over a directory of theirs. */
final class Samples {
    private static final Instant CREATED = Instant.parse("1980-01-01T00:00:00Z");

    private Samples() {}

    static Image image(String content) {
        return image(Platform.AMD64, content);
    }

    static Image image(Platform platform, String content) {
        List<Layer> layers = List.of(gzipLayer("os"), gzipLayer(content));
        var config = new ImageConfig(
                Optional.of(CREATED),
                Optional.empty(),
                ImagePlatform.of(platform),
                ContainerConfig.EMPTY
                        .withUser("10001:10001")
                        .withCmd(List.of("/file"))
                        .withEnv(List.of("LANG=C.UTF-8"))
                        .withLabels(Map.of("org.opencontainers.image.title", "sample")),
                layers.stream().map(Layer::diffId).toList(),
                List.of(History.ofLayer(CREATED, "test", "os"), History.ofLayer(CREATED, "test", "project")));
        return Image.of(config, layers, new TreeMap<>());
    }

    static Layer gzipLayer(String content) {
        byte[] tar = tar(content);
        byte[] bytes = gzip(tar);
        return Layer.of(
                new Descriptor(MediaTypes.LAYER_GZIP, Digest.ofBytes(bytes), bytes.length),
                Digest.ofBytes(tar),
                ByteSource.of(bytes));
    }

    static byte[] tar(String content) {
        return tar(Map.of("file-" + content.length(), content.getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] tar(Map<String, byte[]> files) {
        var out = new ByteArrayOutputStream();
        try {
            var tar = new TarWriter(out, 0);
            for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
                tar.add(TarEntry.file(file.getKey(), 0644, file.getValue().length), file.getValue());
            }
            tar.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static Delivery delivery(Path directory) {
        return delivery(directory, Map.of());
    }

    static Delivery delivery(Path directory, Map<String, String> variables) {
        return new Delivery(environment(directory, variables), Store.at(directory.resolve("store")), LayerSource.NONE);
    }

    static Environment environment(Path directory, Map<String, String> variables) {
        return new Environment(
                variables, directory, directory.resolve("home"), directory.resolve("root"), InstantSource.system());
    }
}
