package dev.terrarium.oci;

import dev.terrarium.json.Json;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one document says about bytes that lie elsewhere: what they are, how many, and their digest.
 *
 * <p>The specification's {@code urls} are never followed and its embedded {@code data} never trusted: both are places at which
 * bytes arrive that nobody checked.
 *
 * @param size in bytes
 * @param platform set in an index only
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/descriptor.md">image-spec, descriptors</a>
 */
public record Descriptor(
        String mediaType,
        Digest digest,
        long size,
        SortedMap<String, String> annotations,
        Optional<ImagePlatform> platform) {
    /** The tag of an image in a layout, or the whole reference. */
    public static final String REF_NAME = "org.opencontainers.image.ref.name";

    public Descriptor {
        if (size < 0) {
            throw new IllegalArgumentException("a negative size: " + size);
        }
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }

    public Descriptor(String mediaType, Digest digest, long size) {
        this(mediaType, digest, size, new TreeMap<>(), Optional.empty());
    }

    public Descriptor withAnnotations(Map<String, String> others) {
        return new Descriptor(mediaType, digest, size, new TreeMap<>(others), platform);
    }

    public Descriptor withPlatform(ImagePlatform other) {
        return new Descriptor(mediaType, digest, size, annotations, Optional.of(other));
    }

    /** Whether both mean the same bytes, whatever else they say about them. */
    public boolean sameBytes(Descriptor other) {
        return digest.equals(other.digest) && size == other.size;
    }

    public static Descriptor parse(JsonNode node) throws JsonInvalid {
        JsonNode digest = node.required("digest");
        Optional<JsonNode> platform = node.member("platform");
        return new Descriptor(
                node.required("mediaType").text(),
                digestOf(digest),
                node.required("size").whole(),
                new TreeMap<>(node.mapOf("annotations")),
                platform.isPresent() ? Optional.of(ImagePlatform.parse(platform.get())) : Optional.empty());
    }

    static List<Descriptor> parseAll(List<JsonNode> nodes) throws JsonInvalid {
        var descriptors = new java.util.ArrayList<Descriptor>();
        for (JsonNode node : nodes) {
            descriptors.add(parse(node));
        }
        return List.copyOf(descriptors);
    }

    static Digest digestOf(JsonNode node) throws JsonInvalid {
        return Digest.parse(node.text()).orElseThrow(() -> node.invalid("is not a SHA-256 digest"));
    }

    public Json.Members toJson() {
        Json.Members members = Json.Members.EMPTY
                .with("mediaType", mediaType)
                .with("digest", digest.toString())
                .with("size", size)
                .withUnlessEmpty("annotations", annotations);
        return platform.map(value -> members.with("platform", value.toJson())).orElse(members);
    }
}
