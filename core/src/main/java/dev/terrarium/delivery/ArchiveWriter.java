package dev.terrarium.delivery;

import dev.terrarium.archive.tar.TarEntry;
import dev.terrarium.archive.tar.TarWriter;
import dev.terrarium.json.Json;
import dev.terrarium.json.JsonDocument;
import dev.terrarium.oci.AnyImage;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Image;
import dev.terrarium.oci.ImageIndex;
import dev.terrarium.oci.ImageReference;
import dev.terrarium.oci.Layer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes an image as one tar, always the same bytes for the same image and tags, and without holding a layer in memory.
 *
 * <p>A docker archive has its parts where a layout has them, so that the exact manifest travels along and a copy back has the
 * same digest. It lacks the layout's marker on purpose: engines that find it take the image's name from an annotation that
 * carries the host of a registry, and load an image without a name if it is not there.
 */
final class ArchiveWriter {
    private static final String BLOBS = "blobs/sha256";

    private final OutputStream out;
    private final TarWriter tar;
    private final Set<Digest> seen = new HashSet<>();

    private ArchiveWriter(OutputStream out) {
        this.out = out;
        this.tar = new TarWriter(out, 0);
    }

    /** A tar of a layout. */
    static void writeLayout(AnyImage image, List<String> tags, OutputStream out) throws IOException {
        var writer = new ArchiveWriter(out);
        writer.file(LayoutFolder.MARKER, LayoutFolder.MARKER_BYTES);
        writer.file(LayoutFolder.INDEX, LayoutIndex.of(image, tags).bytes());
        writer.blobs(image);
        writer.end();
    }

    /** What engines load: they know the image by its config, and unpack the layers compressed or not. */
    static void writeDocker(Image image, List<ImageReference> tags, OutputStream out) throws IOException {
        List<String> names = tags.stream()
                .map(tag -> tag.tagged().withoutDigest().toString())
                .toList();
        List<String> layers = image.layers().stream()
                .map(layer -> path(layer.descriptor().digest()))
                .toList();
        Json entry = Json.Members.EMPTY
                .with("Config", path(image.config().digest()))
                .with("RepoTags", names)
                .with("Layers", layers);
        var writer = new ArchiveWriter(out);
        writer.file(LayoutFolder.INDEX, LayoutIndex.of(image, names).bytes());
        writer.file("manifest.json", JsonDocument.of(Json.items(List.of(entry))).bytes());
        writer.blobs(image);
        writer.end();
    }

    private static String path(Digest digest) {
        return BLOBS + "/" + digest.hex();
    }

    private void blobs(AnyImage image) throws IOException {
        tar.add(TarEntry.directory("blobs", 0755));
        tar.add(TarEntry.directory(BLOBS, 0755));
        if (image instanceof ImageIndex index) {
            blob(index.index().document());
        }
        for (Image one : image.images()) {
            blob(one.manifest().document());
            blob(one.config().document());
            for (Layer layer : one.layers()) {
                blob(layer);
            }
        }
    }

    private void blob(JsonDocument document) throws IOException {
        byte[] bytes = document.bytes();
        Digest digest = Digest.ofBytes(bytes);
        if (seen.add(digest)) {
            file(path(digest), bytes);
        }
    }

    private void blob(Layer layer) throws IOException {
        Digest digest = layer.descriptor().digest();
        if (seen.add(digest)) {
            var entry = TarEntry.file(path(digest), 0644, layer.descriptor().size());
            Transfer.read(layer, in -> tar.add(entry, in));
        }
    }

    private void file(String path, byte[] bytes) throws IOException {
        tar.add(TarEntry.file(path, 0644, bytes.length), bytes);
    }

    private void end() throws IOException {
        tar.end();
        out.flush();
    }
}
