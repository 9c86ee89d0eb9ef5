package dev.terrarium.delivery;

import dev.terrarium.archive.ArchiveException;
import dev.terrarium.archive.GzipInput;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.TrustError;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Limits;
import dev.terrarium.json.JsonDocument;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonLimits;
import dev.terrarium.json.JsonNode;
import dev.terrarium.oci.Descriptor;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Encoded;
import dev.terrarium.oci.Image;
import dev.terrarium.oci.ImageConfig;
import dev.terrarium.oci.ImageReference;
import dev.terrarium.oci.Layer;
import dev.terrarium.oci.Manifest;
import dev.terrarium.oci.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An entry of a docker archive's {@code manifest.json}: where in the archive an image's config and layers lie.
 *
 * <p>It has no digests. So each layer is checked against the diffID that the config has for it, and the image gets a manifest of
 * our own, in which layers stay as they are, compressed or not.
 */
record DockerManifest(String config, List<String> layers, List<ImageReference> names) {
    static final String FILE = "manifest.json";

    static List<DockerManifest> parse(byte[] bytes) throws JsonInvalid {
        var entries = new ArrayList<DockerManifest>();
        for (JsonNode node : JsonDocument.parse(bytes, JsonLimits.IMAGE).root().items()) {
            List<ImageReference> names = node.textsOf("RepoTags").stream()
                    .flatMap(tag -> ImageReference.find(tag).stream())
                    .toList();
            entries.add(new DockerManifest(node.required("Config").text(), node.textsOf("Layers"), names));
        }
        return entries;
    }

    Image image(ArchiveContents archive, String name) throws IOException {
        var missing = new ArrayList<Problem>();
        Optional<Digest> configDigest = located(archive, config, name, missing);
        List<Digest> digests = new ArrayList<>();
        for (String layer : layers) {
            located(archive, layer, name, missing).ifPresent(digests::add);
        }
        if (!missing.isEmpty()) {
            throw new UserError(missing);
        }
        Encoded<ImageConfig> parsed =
                ImageConfig.parse(archive.bytes(configDigest.orElseThrow()).readAtMost(JsonLimits.IMAGE.bytes()));
        List<Digest> diffIds = parsed.value().diffIds();
        if (diffIds.size() != digests.size()) {
            throw new UserError(
                    ErrorCode.IMAGE_INVALID,
                    "`" + name + "` has " + digests.size() + " layers, its config " + diffIds.size());
        }
        var found = new ArrayList<Layer>();
        for (int i = 0; i < digests.size(); i++) {
            found.add(layer(archive, digests.get(i), diffIds.get(i), name));
        }
        var manifest = new Manifest(
                MediaTypes.MANIFEST,
                parsed.descriptor(MediaTypes.CONFIG),
                found.stream().map(Layer::descriptor).toList(),
                new TreeMap<>());
        return new Image(manifest.encoded(), parsed, found);
    }

    private static Optional<Digest> located(ArchiveContents archive, String path, String name, List<Problem> missing) {
        Optional<Digest> digest = archive.find(path);
        if (digest.isEmpty()) {
            missing.add(Problem.of(
                    ErrorCode.IMAGE_INVALID, "`" + name + "` lacks the file " + ArchiveException.quote(path)));
        }
        return digest;
    }

    private static Layer layer(ArchiveContents archive, Digest digest, Digest diffId, String name) throws IOException {
        String mediaType = mediaTypeOf(archive, digest);
        Optional<Digest> actual = switch (mediaType) {
            case MediaTypes.LAYER -> Optional.of(digest);
            case MediaTypes.LAYER_GZIP -> Optional.of(uncompressed(archive, digest));
            default -> Optional.empty();
        };
        if (actual.isPresent() && !actual.get().equals(diffId)) {
            throw new TrustError(
                    ErrorCode.DIGEST_MISMATCH,
                    "a layer in `" + name + "` has the diffID " + actual.get() + ", not " + diffId);
        }
        return Layer.of(new Descriptor(mediaType, digest, archive.size(digest)), diffId, archive.bytes(digest));
    }

    private static Digest uncompressed(ArchiveContents archive, Digest digest) throws IOException {
        try (InputStream in = GzipInput.open(archive.bytes(digest).open(), Limits.LAYER)) {
            return Digest.ofStream(in);
        }
    }

    private static String mediaTypeOf(ArchiveContents archive, Digest digest) throws IOException {
        try (InputStream in = archive.bytes(digest).open()) {
            byte[] magic = in.readNBytes(4);
            if (magic.length > 1 && magic[0] == 0x1f && (magic[1] & 0xff) == 0x8b) {
                return MediaTypes.LAYER_GZIP;
            }
            boolean zstd = magic.length == 4
                    && magic[0] == 0x28
                    && (magic[1] & 0xff) == 0xb5
                    && magic[2] == 0x2f
                    && (magic[3] & 0xff) == 0xfd;
            return zstd ? MediaTypes.LAYER_ZSTD : MediaTypes.LAYER;
        }
    }
}
