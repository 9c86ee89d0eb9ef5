package dev.terrarium.delivery;

import dev.terrarium.json.Json;
import dev.terrarium.json.JsonDocument;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonLimits;
import dev.terrarium.oci.AnyImage;
import dev.terrarium.oci.Descriptor;
import dev.terrarium.oci.Image;
import dev.terrarium.oci.ImageIndex;
import dev.terrarium.oci.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The {@code index.json} of a layout: which images are in it, under which tags.
 *
 * <p>Changed as JSON and not as an {@link Index}: entries of other tools keep members that we do not know.
 */
record LayoutIndex(Json.Members root) {
    static final LayoutIndex EMPTY = new LayoutIndex(
            (Json.Members) Index.of(List.of()).encoded().document().root().value());

    static LayoutIndex parse(byte[] bytes) throws JsonInvalid {
        Index.parse(bytes);
        return new LayoutIndex((Json.Members)
                JsonDocument.parse(bytes, JsonLimits.IMAGE).root().value());
    }

    /** The index of a layout that holds this image and nothing else. */
    static LayoutIndex of(AnyImage image, List<String> tags) {
        return EMPTY.with(image, tags);
    }

    List<Descriptor> entries() throws JsonInvalid {
        return Index.parse(bytes()).value().manifests();
    }

    /** The same with the tags meaning this image; without any, the untagged entry does. Entries with other tags stay. */
    LayoutIndex with(AnyImage image, List<String> tags) {
        var entries = new ArrayList<>(manifests());
        if (tags.isEmpty()) {
            replace(entries, Optional.empty(), entry(image, Map.of()));
        }
        for (String tag : tags) {
            replace(entries, Optional.of(tag), entry(image, Map.of(Descriptor.REF_NAME, tag)));
        }
        return new LayoutIndex(root.with("manifests", Json.items(entries)));
    }

    byte[] bytes() {
        return JsonDocument.of(root).bytes();
    }

    private List<Json> manifests() {
        return root.map().get("manifests") instanceof Json.Items(var list) ? list : List.of();
    }

    private static Json entry(AnyImage image, Map<String, String> annotations) {
        Descriptor descriptor = image.descriptor().withAnnotations(new TreeMap<>(annotations));
        return switch (image) {
            case Image one -> descriptor.withPlatform(one.platform()).toJson();
            case ImageIndex _ -> descriptor.toJson();
        };
    }

    private static void replace(List<Json> entries, Optional<String> tag, Json entry) {
        int at = entries.size();
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (tagOf(entries.get(i)).equals(tag)) {
                entries.remove(i);
                at = i;
            }
        }
        entries.add(at, entry);
    }

    private static Optional<String> tagOf(Json entry) {
        return entry instanceof Json.Members(var members)
                        && members.get("annotations") instanceof Json.Members(var annotations)
                        && annotations.get(Descriptor.REF_NAME) instanceof Json.Text(var tag)
                ? Optional.of(tag)
                : Optional.empty();
    }
}
