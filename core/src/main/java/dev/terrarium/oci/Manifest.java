package dev.terrarium.oci;

import dev.terrarium.json.Json;
import dev.terrarium.json.JsonDocument;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonLimits;
import dev.terrarium.json.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The list of an image's parts: its config, and its layers from the bottom up.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/manifest.md">image-spec, manifest</a>
 */
public record Manifest(
        String mediaType, Descriptor config, List<Descriptor> layers, SortedMap<String, String> annotations) {
    public Manifest {
        layers = List.copyOf(layers);
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }

    /** Reads the OCI's manifests and Docker's of version 2; an older one has no digests and is refused. */
    public static Encoded<Manifest> parse(byte[] bytes) throws JsonInvalid {
        JsonDocument document = JsonDocument.parse(bytes, JsonLimits.IMAGE);
        JsonNode root = document.root();
        requireVersion2(root);
        String mediaType = root.textOf("mediaType").orElse(MediaTypes.MANIFEST);
        if (!MediaTypes.isManifest(mediaType)) {
            throw new JsonInvalid("`mediaType` is `" + mediaType + "`, not that of an image manifest");
        }
        return Encoded.of(
                new Manifest(
                        mediaType,
                        Descriptor.parse(root.required("config")),
                        Descriptor.parseAll(root.required("layers").items()),
                        new TreeMap<>(root.mapOf("annotations"))),
                document);
    }

    static void requireVersion2(JsonNode root) throws JsonInvalid {
        JsonNode version = root.required("schemaVersion");
        if (version.whole() != 2) {
            throw version.invalid("is " + version.whole() + ", not 2");
        }
    }

    /** The canonical bytes of a manifest of our own. */
    public Encoded<Manifest> encoded() {
        return Encoded.of(
                this,
                JsonDocument.of(Json.Members.EMPTY
                        .with("schemaVersion", 2)
                        .with("mediaType", mediaType)
                        .with("config", config.toJson())
                        .with(
                                "layers",
                                Json.items(
                                        layers.stream().map(Descriptor::toJson).toList()))
                        .withUnlessEmpty("annotations", annotations)));
    }
}
