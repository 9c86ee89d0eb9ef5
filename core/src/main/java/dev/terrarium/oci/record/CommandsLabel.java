package dev.terrarium.oci.record;

import dev.terrarium.json.CanonicalJson;
import dev.terrarium.json.Json;
import dev.terrarium.json.JsonDocument;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonLimits;
import dev.terrarium.json.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The label that names the further commands of an image: {@code migrate}, {@code worker}; a JSON object of argument vectors. */
public final class CommandsLabel {
    public static final String NAME = "dev.terrarium.commands";

    private CommandsLabel() {}

    public static String write(SortedMap<String, List<String>> commands) {
        Json.Members members = Json.Members.EMPTY;
        for (Map.Entry<String, List<String>> command : commands.entrySet()) {
            members = members.with(command.getKey(), command.getValue());
        }
        return CanonicalJson.write(members);
    }

    /** The commands by name; none when the label is not there or cannot be read, since it is only shown. */
    public static SortedMap<String, List<String>> read(Map<String, String> labels) {
        var commands = new TreeMap<String, List<String>>();
        try {
            byte[] bytes = labels.getOrDefault(NAME, "{}").getBytes(StandardCharsets.UTF_8);
            JsonNode root = JsonDocument.parse(bytes, JsonLimits.IMAGE).root();
            for (String name : root.members().keySet()) {
                commands.put(name, root.textsOf(name));
            }
        } catch (JsonInvalid e) {
            return new TreeMap<>();
        }
        return Collections.unmodifiableSortedMap(commands);
    }
}
