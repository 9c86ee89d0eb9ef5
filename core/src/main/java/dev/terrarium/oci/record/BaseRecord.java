package dev.terrarium.oci.record;

import dev.terrarium.json.Json;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonNode;
import dev.terrarium.oci.Digest;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the image stands on.
 *
 * @param name a suite ({@code debian:trixie}) or the reference of an image
 * @param digests what pins it, by what it is the digest of: {@code trixie-security}, {@code index}, {@code manifest}
 * @param architecture as in the config: {@code amd64}
 */
public record BaseRecord(String name, SortedMap<String, Digest> digests, String architecture) {
    public BaseRecord {
        digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
    }

    static BaseRecord parse(JsonNode node) throws JsonInvalid {
        var digests = new TreeMap<String, Digest>();
        for (Map.Entry<String, JsonNode> entry :
                node.required("digests").members().entrySet()) {
            digests.put(entry.getKey(), ImageRecord.digest(entry.getValue()));
        }
        return new BaseRecord(
                node.required("name").text(),
                digests,
                node.required("architecture").text());
    }

    Json toJson() {
        var texts = new TreeMap<String, String>();
        digests.forEach((what, digest) -> texts.put(what, digest.toString()));
        return Json.Members.EMPTY.with("name", name).with("digests", texts).with("architecture", architecture);
    }
}
