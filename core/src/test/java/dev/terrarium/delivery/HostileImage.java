package dev.terrarium.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.terrarium.archive.tar.TarEntry;
import dev.terrarium.archive.tar.TarWriter;
import dev.terrarium.error.TerrariumError;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Image;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An image that was made to harm or was damaged on the way, and what a person is told.
 *
 * @param name what is read after the input was made
 */
record HostileImage(String title, String name, Class<? extends TerrariumError> kind, String message, Input input) {
    static final Image IMAGE = Samples.image("hello");
    static final String ZEROS = "0".repeat(64);

    /** Makes the input in a directory. */
    @FunctionalInterface
    interface Input {
        void make(Path directory) throws IOException;
    }

    @Override
    public String toString() {
        return title;
    }

    /** Writes entries into a tar. */
    @FunctionalInterface
    interface Entries {
        void add(TarWriter tar) throws IOException;
    }

    static HostileImage docker(String title, Class<? extends TerrariumError> kind, String message, Entries entries) {
        return new HostileImage(title, "docker-archive:x.tar", kind, message, directory -> {
            var out = new ByteArrayOutputStream();
            var tar = new TarWriter(out, 0);
            entries.add(tar);
            tar.end();
            write(directory.resolve("x.tar"), out.toByteArray());
        });
    }

    static HostileImage unreadable(String title, String message, Map<String, String> files) {
        return docker(title, UserError.class, "`docker-archive:x.tar` cannot be read: " + message, tar -> {
            for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
                add(tar, file.getKey(), file.getValue());
            }
        });
    }

    static HostileImage layout(String title, Class<? extends TerrariumError> kind, String message, Input damage) {
        return new HostileImage(title, "oci:out", kind, message, directory -> {
            Samples.delivery(directory).deliver(IMAGE, ImageName.parse("oci:out"), List.of());
            damage.make(directory.resolve("out"));
        });
    }

    static void add(TarWriter tar, String path, String content) throws IOException {
        byte[] bytes = content.getBytes(UTF_8);
        tar.add(TarEntry.file(path, 0644, bytes.length), bytes);
    }

    static String manifest(String config, String... layers) {
        return "[{\"Config\":\"" + config + "\",\"RepoTags\":null,\"Layers\":[\"" + String.join("\",\"", layers)
                + "\"]}]";
    }

    static String config(Digest diffId) {
        return "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + diffId
                + "\"]}}";
    }

    static byte[] index(String mediaType, Digest digest, long size) {
        return ("{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"" + mediaType + "\",\"digest\":\"" + digest
                        + "\",\"size\":" + size + "}]}")
                .getBytes(UTF_8);
    }

    static void rooted(Path out, String mediaType, byte[] bytes) throws IOException {
        put(out, bytes);
        write(out.resolve("index.json"), index(mediaType, Digest.ofBytes(bytes), bytes.length));
    }

    static void put(Path out, byte[] bytes) throws IOException {
        write(out.resolve(blob(Digest.ofBytes(bytes))), bytes);
    }

    static Path blob(Digest digest) {
        return Path.of("blobs/sha256", digest.hex());
    }

    static Digest layerDigest(int index) {
        return IMAGE.layers().get(index).descriptor().digest();
    }

    static void replace(Path file, String from, String to) throws IOException {
        write(file, Files.readString(file).replace(from, to).getBytes(UTF_8));
    }

    static void write(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
    }
}
