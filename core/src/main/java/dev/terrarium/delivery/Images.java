package dev.terrarium.delivery;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.json.Json;
import dev.terrarium.json.JsonDocument;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonLimits;
import dev.terrarium.oci.AnyImage;
import dev.terrarium.oci.Descriptor;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Image;
import dev.terrarium.oci.ImageIndex;
import dev.terrarium.oci.ImageReference;
import dev.terrarium.oci.Layer;
import dev.terrarium.store.BlobWriter;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names that people gave to images in the store: one small file a name, replaced as a whole.
 *
 * <p>Not one table of all names: two builds at once would overwrite each other's rows. The file's own name is the digest of the
 * image's, because a name may be longer than a file's may.
 */
public final class Images {
    private final Store store;
    private final LayerSource layers;

    public Images(Store store, LayerSource layers) {
        this.store = store;
        this.layers = layers;
    }

    /** A name and the root document that it stands for. */
    public record Named(ImageReference name, Descriptor root) {}

    /**
     * Gives an image a name. Documents are put into the store; a layer's bytes only if nobody could make them again.
     *
     * @return how many bytes were written; 0 when all of it was there
     */
    public long put(ImageReference name, AnyImage image) throws IOException {
        long written = 0;
        for (Image one : image.images()) {
            for (Layer layer : one.layers()) {
                written += keep(layer);
            }
            written += keep(one.config().document()) + keep(one.manifest().document());
        }
        if (image instanceof ImageIndex index) {
            written += keep(index.index().document());
        }
        byte[] bytes = record(new Named(name.withoutDigest().tagged(), image.descriptor()));
        Path file = fileOf(name);
        if (!Files.exists(file) || !java.util.Arrays.equals(Files.readAllBytes(file), bytes)) {
            store.publication().publish(file, bytes);
            written += bytes.length;
        }
        return written;
    }

    private long keep(JsonDocument document) throws IOException {
        byte[] bytes = document.bytes();
        if (store.has(Digest.ofBytes(bytes))) {
            return 0;
        }
        store.put(bytes);
        return bytes.length;
    }

    private long keep(Layer layer) throws IOException {
        Descriptor descriptor = layer.descriptor();
        if (layers.find(descriptor).isPresent() || store.has(descriptor.digest())) {
            return 0;
        }
        try (BlobWriter writer = store.write()) {
            Transfer.copy(layer, writer);
            writer.commit();
        }
        return descriptor.size();
    }

    /** The image of exactly this name; a name without a tag has the tag {@code latest}. */
    public Optional<Named> find(ImageReference name) throws IOException {
        return read(fileOf(name));
    }

    /** Puts a named image together; layers come from whoever makes them, else from the store. */
    public AnyImage open(Named named) throws IOException {
        return new Assembly("store:" + named.name(), Blobs.of(store), layers).assemble(named.root());
    }

    /** All names, sorted. */
    public List<Named> list() throws IOException {
        var named = new ArrayList<Named>();
        try (Stream<Path> files = Files.list(store.images())) {
            for (Path file : files.sorted().toList()) {
                read(file).ifPresent(named::add);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        named.sort(Comparator.comparing(entry -> entry.name().toString()));
        return List.copyOf(named);
    }

    /** Takes a name away; the bytes stay until the store is pruned, which keeps whatever the digests in these files lead to. */
    public boolean delete(ImageReference name) throws IOException {
        return Files.deleteIfExists(fileOf(name));
    }

    private Path fileOf(ImageReference name) {
        String text = name.withoutDigest().tagged().toString();
        return store.images()
                .resolve(Digest.ofBytes(text.getBytes(StandardCharsets.UTF_8)).hex() + ".json");
    }

    private static byte[] record(Named named) {
        return JsonDocument.of(Json.Members.EMPTY
                        .with("name", named.name().toString())
                        .with("root", named.root().toJson()))
                .bytes();
    }

    private static Optional<Named> read(Path file) throws IOException {
        try {
            var root = JsonDocument.parse(Files.readAllBytes(file), JsonLimits.IMAGE)
                    .root();
            return Optional.of(new Named(
                    ImageReference.parse(root.required("name").text()), Descriptor.parse(root.required("root"))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonInvalid e) {
            throw new EnvironmentError(
                    Problem.of(
                            ErrorCode.STORE_UNUSABLE,
                            "`" + file + "` in the store cannot be read: " + e.getMessage(),
                            "delete it, and build or copy the image again"),
                    e);
        }
    }
}
