package dev.terrarium.delivery;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.TrustError;
import dev.terrarium.error.UserError;
import dev.terrarium.io.LimitExceeded;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonLimits;
import dev.terrarium.oci.AnyImage;
import dev.terrarium.oci.Descriptor;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Encoded;
import dev.terrarium.oci.Image;
import dev.terrarium.oci.ImageConfig;
import dev.terrarium.oci.ImageIndex;
import dev.terrarium.oci.Index;
import dev.terrarium.oci.Layer;
import dev.terrarium.oci.Manifest;
import dev.terrarium.oci.MediaTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts an image together from the blobs of one place: documents are read and checked now, layers are found and read later.
 *
 * <p>Everything that is missing or lies is told at once, so that one look suffices to know whether a copy is worth anything.
 */
final class Assembly {
    private static final int MOST_PLATFORMS = 256;

    private final String place;
    private final Blobs blobs;
    private final LayerSource layers;
    private final List<Problem> broken = new ArrayList<>();
    private final List<Problem> lying = new ArrayList<>();

    /** @param place what the person called it, for messages */
    Assembly(String place, Blobs blobs, LayerSource layers) {
        this.place = place;
        this.blobs = blobs;
        this.layers = layers;
    }

    AnyImage assemble(Descriptor root) throws IOException {
        Optional<? extends AnyImage> image = MediaTypes.isIndex(root.mediaType()) ? index(root) : image(root);
        if (!lying.isEmpty()) {
            throw new TrustError(lying);
        }
        if (!broken.isEmpty()) {
            throw new UserError(broken);
        }
        return image.orElseThrow();
    }

    private Optional<ImageIndex> index(Descriptor root) throws IOException {
        Optional<byte[]> bytes = document(root, "index");
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        Encoded<Index> index;
        try {
            index = Index.parse(bytes.get());
        } catch (JsonInvalid e) {
            return unreadable("index", root, e);
        }
        List<Descriptor> manifests = index.value().manifests();
        if (manifests.isEmpty() || manifests.size() > MOST_PLATFORMS) {
            broken.add(Problem.of(
                    ErrorCode.IMAGE_INVALID,
                    "`" + place + "` is an index of " + manifests.size() + " images, not of 1 to " + MOST_PLATFORMS));
            return Optional.empty();
        }
        var images = new ArrayList<Image>();
        for (Descriptor manifest : manifests) {
            image(manifest).ifPresent(images::add);
        }
        return images.size() == manifests.size() ? Optional.of(new ImageIndex(index, images)) : Optional.empty();
    }

    private Optional<Image> image(Descriptor descriptor) throws IOException {
        if (!MediaTypes.isManifest(descriptor.mediaType())) {
            broken.add(Problem.of(
                    ErrorCode.IMAGE_INVALID,
                    "`" + place + "` holds a `" + descriptor.mediaType() + "` where an image manifest should be"));
            return Optional.empty();
        }
        Optional<byte[]> bytes = document(descriptor, "manifest");
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        Encoded<Manifest> manifest;
        try {
            manifest = Manifest.parse(bytes.get());
        } catch (JsonInvalid e) {
            return unreadable("manifest", descriptor, e);
        }
        Optional<byte[]> config = document(manifest.value().config(), "config");
        if (config.isEmpty()) {
            return Optional.empty();
        }
        try {
            return image(manifest, ImageConfig.parse(config.get()));
        } catch (JsonInvalid e) {
            return unreadable("config", manifest.value().config(), e);
        }
    }

    private Optional<Image> image(Encoded<Manifest> manifest, Encoded<ImageConfig> config) throws IOException {
        List<Descriptor> descriptors = manifest.value().layers();
        List<Digest> diffIds = config.value().diffIds();
        if (descriptors.size() != diffIds.size()) {
            broken.add(Problem.of(
                    ErrorCode.IMAGE_INVALID,
                    "the manifest " + manifest.digest() + " in `" + place + "` has " + descriptors.size()
                            + " layers, its config " + diffIds.size()));
            return Optional.empty();
        }
        var found = new ArrayList<Layer>();
        for (int i = 0; i < descriptors.size(); i++) {
            layer(descriptors.get(i), diffIds.get(i)).ifPresent(found::add);
        }
        return found.size() == descriptors.size() ? Optional.of(new Image(manifest, config, found)) : Optional.empty();
    }

    private Optional<Layer> layer(Descriptor descriptor, Digest diffId) throws IOException {
        Optional<Layer> made = layers.find(descriptor);
        if (made.isPresent()) {
            return made;
        }
        return blob(descriptor, "layer").map(blob -> Layer.of(descriptor, diffId, blob.bytes()));
    }

    private Optional<byte[]> document(Descriptor descriptor, String what) throws IOException {
        Optional<Blobs.Blob> blob = blob(descriptor, what);
        if (blob.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = blob.get().bytes().readAtMost(JsonLimits.IMAGE.bytes());
            Digest actual = Digest.ofBytes(bytes);
            if (actual.equals(descriptor.digest())) {
                return Optional.of(bytes);
            }
            lying.add(Problem.of(
                    ErrorCode.DIGEST_MISMATCH,
                    "the " + what + " in `" + place + "` is not " + descriptor.digest() + " but " + actual));
            return Optional.empty();
        } catch (LimitExceeded e) {
            broken.add(Problem.of(
                    ErrorCode.IMAGE_INVALID,
                    "the " + what + " " + descriptor.digest() + " in `" + place + "` has " + e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Blobs.Blob> blob(Descriptor descriptor, String what) throws IOException {
        Optional<Blobs.Blob> blob = blobs.find(descriptor.digest());
        if (blob.isEmpty()) {
            broken.add(Problem.of(
                    ErrorCode.IMAGE_INVALID, "`" + place + "` lacks the " + what + " " + descriptor.digest()));
            return Optional.empty();
        }
        if (blob.get().size() != descriptor.size()) {
            lying.add(Problem.of(
                    ErrorCode.DIGEST_MISMATCH,
                    "the " + what + " " + descriptor.digest() + " in `" + place + "` has "
                            + blob.get().size() + " bytes, not " + descriptor.size()));
            return Optional.empty();
        }
        return blob;
    }

    private <T> Optional<T> unreadable(String what, Descriptor descriptor, JsonInvalid cause) {
        broken.add(Problem.of(
                ErrorCode.IMAGE_INVALID,
                "the " + what + " " + descriptor.digest() + " in `" + place + "` cannot be read: "
                        + cause.getMessage()));
        return Optional.empty();
    }
}
