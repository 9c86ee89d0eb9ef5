package dev.terrarium.oci.record;

import dev.terrarium.json.CanonicalJson;
import dev.terrarium.json.Json;
import dev.terrarium.json.JsonDocument;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonLimits;
import dev.terrarium.json.JsonNode;
import dev.terrarium.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that an image of ours tells about how it was made.
 *
 * @param segments all four, from the bottom up
 * @param lock digest of the canonical {@code terrarium.lock}
 * @param projectLock digest of the project's own lock, if it has one
 * @param source digest of the tree of the project's files that went in
 * @param configuration digest of the configuration after defaults
 */
public record ImageRecord(
        List<Segment> segments,
        BaseRecord base,
        InterpreterRecord interpreter,
        Digest lock,
        Optional<Digest> projectLock,
        Digest source,
        Digest configuration,
        BuilderRecord builder) {
    private static final String PREFIX = "dev.terrarium.";
    static final String SEGMENTS = PREFIX + "segments";

    public ImageRecord {
        segments = List.copyOf(segments);
    }

    /** The labels, which are the manifest's annotations as well. */
    public SortedMap<String, String> labels() {
        var labels = new TreeMap<String, String>();
        Json list = Json.items(segments.stream().map(Segment::toJson).toList());
        labels.put(SEGMENTS, CanonicalJson.write(list));
        labels.put(PREFIX + "base", CanonicalJson.write(base.toJson()));
        labels.put(PREFIX + "interpreter", CanonicalJson.write(interpreter.toJson()));
        labels.put(PREFIX + "lock", lock.toString());
        projectLock.ifPresent(digest -> labels.put(PREFIX + "project-lock", digest.toString()));
        labels.put(PREFIX + "source", source.toString());
        labels.put(PREFIX + "configuration", configuration.toString());
        labels.put(PREFIX + "builder", CanonicalJson.write(builder.toJson()));
        return Collections.unmodifiableSortedMap(labels);
    }

    /**
     * Reads the record of an image by its labels or annotations.
     *
     * @return empty when the image is not one of ours
     * @throws JsonInvalid when it says that it is ours and its record cannot be read; the message begins with the label
     */
    public static Optional<ImageRecord> read(Map<String, String> labels) throws JsonInvalid {
        if (!labels.containsKey(SEGMENTS)) {
            return Optional.empty();
        }
        var segments = new ArrayList<Segment>();
        for (JsonNode node : document(labels, "segments").items()) {
            segments.add(Segment.parse(node));
        }
        return Optional.of(new ImageRecord(
                segments,
                BaseRecord.parse(document(labels, "base")),
                InterpreterRecord.parse(document(labels, "interpreter")),
                digest(label(labels, "lock")),
                labels.containsKey(PREFIX + "project-lock")
                        ? Optional.of(digest(label(labels, "project-lock")))
                        : Optional.empty(),
                digest(label(labels, "source")),
                digest(label(labels, "configuration")),
                BuilderRecord.parse(document(labels, "builder"))));
    }

    private static JsonNode document(Map<String, String> labels, String name) throws JsonInvalid {
        JsonNode label = label(labels, name);
        try {
            byte[] bytes = label.text().getBytes(StandardCharsets.UTF_8);
            return new JsonNode(
                    JsonDocument.parse(bytes, JsonLimits.IMAGE).root().value(), label.path());
        } catch (JsonInvalid e) {
            throw label.invalid("cannot be read: " + e.getMessage());
        }
    }

    private static JsonNode label(Map<String, String> labels, String name) throws JsonInvalid {
        String text = labels.get(PREFIX + name);
        if (text == null) {
            throw new JsonInvalid("`" + PREFIX + name + "` is missing");
        }
        return new JsonNode(Json.of(text), PREFIX + name);
    }

    static Digest digest(JsonNode node) throws JsonInvalid {
        return Digest.parse(node.text()).orElseThrow(() -> node.invalid("is not a SHA-256 digest"));
    }
}
