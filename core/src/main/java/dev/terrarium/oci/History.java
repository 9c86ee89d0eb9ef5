package dev.terrarium.oci;

import dev.terrarium.json.Json;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of how an image came to be.
 *
 * @param emptyLayer whether it changed the config only, so that no layer belongs to it
 */
public record History(
        Optional<Instant> created,
        Optional<String> createdBy,
        Optional<String> author,
        Optional<String> comment,
        boolean emptyLayer) {
    /** The line of a layer that we made; each layer has one, because some runtimes count them. */
    public static History ofLayer(Instant created, String createdBy, String comment) {
        return new History(Optional.of(created), Optional.of(createdBy), Optional.empty(), Optional.of(comment), false);
    }

    static History parse(JsonNode node) throws JsonInvalid {
        Optional<JsonNode> empty = node.member("empty_layer");
        return new History(
                ImageConfig.instantOf(node, "created"),
                node.textOf("created_by"),
                node.textOf("author"),
                node.textOf("comment"),
                empty.isPresent() && empty.get().bool());
    }

    Json toJson() {
        Json.Members members = Json.Members.EMPTY
                .withText("created", created.map(Instant::toString))
                .withText("created_by", createdBy)
                .withText("author", author)
                .withText("comment", comment);
        return emptyLayer ? members.with("empty_layer", true) : members;
    }
}
