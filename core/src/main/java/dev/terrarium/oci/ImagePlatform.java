package dev.terrarium.oci;

import dev.terrarium.json.Json;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonNode;
import java.util.Optional;

/**
 * What an image says it runs on, in its own words.
 *
 * <p>Not {@link Platform}: that names what we build for, and an index of somebody else also holds images for machines that we
 * never heard of, and attestations for {@code unknown/unknown}.
 */
public record ImagePlatform(String os, String architecture, Optional<String> variant) {
    public static ImagePlatform of(Platform platform) {
        return new ImagePlatform("linux", platform.architecture(), Optional.empty());
    }

    /** The platform that we know, if it is one. */
    public Optional<Platform> known() {
        return os.equals("linux") ? Platform.parse(architecture) : Optional.empty();
    }

    static ImagePlatform parse(JsonNode node) throws JsonInvalid {
        return new ImagePlatform(
                node.required("os").text(), node.required("architecture").text(), node.textOf("variant"));
    }

    Json toJson() {
        return Json.Members.EMPTY
                .with("architecture", architecture)
                .with("os", os)
                .withText("variant", variant);
    }

    @Override
    public String toString() {
        return os + "/" + architecture + variant.map(text -> "/" + text).orElse("");
    }
}
