package dev.terrarium.oci.record;

import dev.terrarium.json.Json;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonNode;

/**
 * What made the image: everything in this program on which bytes of layers depend.
 *
 * @param version of Terrarium
 * @param installRules version of the rules by which packages become files
 * @param tarRules version of the rules by which files become tar bytes
 * @param encoder which compressor, and which version of it
 */
public record BuilderRecord(String version, int installRules, int tarRules, String encoder) {
    static BuilderRecord parse(JsonNode node) throws JsonInvalid {
        return new BuilderRecord(
                node.required("version").text(),
                count(node.required("installRules")),
                count(node.required("tarRules")),
                node.required("encoder").text());
    }

    private static int count(JsonNode node) throws JsonInvalid {
        long count = node.whole();
        if (count > Integer.MAX_VALUE) {
            throw node.invalid("is too large");
        }
        return (int) count;
    }

    Json toJson() {
        return Json.Members.EMPTY
                .with("version", version)
                .with("installRules", installRules)
                .with("tarRules", tarRules)
                .with("encoder", encoder);
    }
}
