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
 * A list of manifests: of one image for several platforms, or of everything in a layout.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-index.md">image-spec, image index</a>
 */
public record Index(String mediaType, List<Descriptor> manifests, SortedMap<String, String> annotations) {
    public Index {
        manifests = List.copyOf(manifests);
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }

    public static Index of(List<Descriptor> manifests) {
        return new Index(MediaTypes.INDEX, manifests, new TreeMap<>());
    }

    /** Reads the OCI's indexes and Docker's manifest lists. */
    public static Encoded<Index> parse(byte[] bytes) throws JsonInvalid {
        JsonDocument document = JsonDocument.parse(bytes, JsonLimits.IMAGE);
        JsonNode root = document.root();
        Manifest.requireVersion2(root);
        String mediaType = root.textOf("mediaType").orElse(MediaTypes.INDEX);
        if (!MediaTypes.isIndex(mediaType)) {
            throw new JsonInvalid("`mediaType` is `" + mediaType + "`, not that of an image index");
        }
        return Encoded.of(
                new Index(
                        mediaType,
                        Descriptor.parseAll(root.required("manifests").items()),
                        new TreeMap<>(root.mapOf("annotations"))),
                document);
    }

    /** The canonical bytes of an index of our own. */
    public Encoded<Index> encoded() {
        return Encoded.of(
                this,
                JsonDocument.of(Json.Members.EMPTY
                        .with("schemaVersion", 2)
                        .with("mediaType", mediaType)
                        .with(
                                "manifests",
                                Json.items(manifests.stream()
                                        .map(Descriptor::toJson)
                                        .toList()))
                        .withUnlessEmpty("annotations", annotations)));
    }
}
