package dev.terrarium.oci;

import dev.terrarium.json.Json;
import dev.terrarium.json.JsonDocument;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonLimits;
import dev.terrarium.json.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an image is besides its files: what it runs on, how it is started, which layers in which order. Its digest is what
 * engines call the image's ID.
 *
 * @param diffIds the digests of the layers' uncompressed tars, from the bottom up
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/config.md">image-spec, config</a>
 */
public record ImageConfig(
        Optional<Instant> created,
        Optional<String> author,
        ImagePlatform platform,
        ContainerConfig config,
        List<Digest> diffIds,
        List<History> history) {
    public ImageConfig {
        diffIds = List.copyOf(diffIds);
        history = List.copyOf(history);
    }

    public static Encoded<ImageConfig> parse(byte[] bytes) throws JsonInvalid {
        JsonDocument document = JsonDocument.parse(bytes, JsonLimits.IMAGE);
        JsonNode root = document.root();
        Optional<JsonNode> config = root.member("config");
        return Encoded.of(
                new ImageConfig(
                        instantOf(root, "created"),
                        root.textOf("author").filter(text -> !text.isEmpty()),
                        ImagePlatform.parse(root),
                        config.isPresent() ? ContainerConfig.parse(config.get()) : ContainerConfig.EMPTY,
                        diffIdsOf(root.required("rootfs")),
                        historyOf(root)),
                document);
    }

    private static List<Digest> diffIdsOf(JsonNode rootfs) throws JsonInvalid {
        var diffIds = new ArrayList<Digest>();
        for (JsonNode item : rootfs.itemsOf("diff_ids")) {
            diffIds.add(Descriptor.digestOf(item));
        }
        return diffIds;
    }

    private static List<History> historyOf(JsonNode root) throws JsonInvalid {
        var history = new ArrayList<History>();
        for (JsonNode item : root.itemsOf("history")) {
            history.add(History.parse(item));
        }
        return history;
    }

    static Optional<Instant> instantOf(JsonNode node, String name) throws JsonInvalid {
        Optional<JsonNode> member = node.member(name);
        if (member.isEmpty() || member.get().text().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(member.get().text()).toInstant());
        } catch (DateTimeException e) {
            throw member.get().invalid("is not a time");
        }
    }

    /** The canonical bytes of a config of our own. */
    public Encoded<ImageConfig> encoded() {
        List<String> digests = diffIds.stream().map(Digest::toString).toList();
        return Encoded.of(
                this,
                JsonDocument.of(Json.Members.EMPTY
                        .withText("created", created.map(Instant::toString))
                        .withText("author", author)
                        .with("architecture", platform.architecture())
                        .with("os", platform.os())
                        .withText("variant", platform.variant())
                        .with("config", config.toJson())
                        .with(
                                "rootfs",
                                Json.Members.EMPTY.with("type", "layers").with("diff_ids", digests))
                        .with(
                                "history",
                                Json.items(history.stream().map(History::toJson).toList()))));
    }
}
