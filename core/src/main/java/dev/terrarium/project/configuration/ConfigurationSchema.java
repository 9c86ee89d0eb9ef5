package dev.terrarium.project.configuration;

import dev.terrarium.json.Json;
import dev.terrarium.json.PrettyJson;
import java.util.List;

/**
 * The JSON Schema of {@code [tool.terrarium]}, for editors that complete and check TOML.
 *
 * @see <a href="https://json-schema.org/draft/2020-12">JSON Schema 2020-12</a>
 */
final class ConfigurationSchema {
    private ConfigurationSchema() {}

    static String write() {
        Json.Members schema = Json.Members.EMPTY
                .with("$schema", "https://json-schema.org/draft/2020-12/schema")
                .with("title", "[tool.terrarium]")
                .with("type", "object")
                .with("additionalProperties", false)
                .with("properties", properties(ConfigurationKeys.ALL));
        return PrettyJson.write(schema) + "\n";
    }

    private static Json.Members properties(List<ConfigurationKey> keys) {
        Json.Members properties = Json.Members.EMPTY;
        for (ConfigurationKey key : keys) {
            properties = properties.with(key.name(), property(key).with("description", key.description()));
        }
        return properties;
    }

    private static Json.Members property(ConfigurationKey key) {
        return switch (key.type()) {
            case STRING -> string(key);
            case FLAG -> Json.Members.EMPTY.with("type", "boolean");
            case STRINGS -> Json.Members.EMPTY.with("type", "array").with("items", string(key));
            case MAP -> Json.Members.EMPTY.with("type", "object").with("additionalProperties", string(key));
            case LISTS ->
                Json.Members.EMPTY
                        .with("type", "object")
                        .with(
                                "additionalProperties",
                                Json.Members.EMPTY.with("type", "array").with("items", string(key)));
            case TABLE -> object(key);
            case TABLES -> tables(key);
            case TEXT_OR_TEXTS ->
                either(string(key), Json.Members.EMPTY.with("type", "array").with("items", string(key)));
            case STRING_OR_TABLES -> either(string(key), tables(key));
        };
    }

    private static Json.Members either(Json.Members one, Json.Members other) {
        return Json.Members.EMPTY.with("anyOf", Json.items(List.of(one, other)));
    }

    private static Json.Members tables(ConfigurationKey key) {
        List<String> required = key.members().stream()
                .filter(ConfigurationKey::isRequired)
                .map(ConfigurationKey::name)
                .toList();
        return Json.Members.EMPTY
                .with("type", "array")
                .with("items", object(key).with("required", required));
    }

    private static Json.Members string(ConfigurationKey key) {
        return Json.Members.EMPTY
                .with("type", "string")
                .withText(
                        "pattern",
                        key.shape().map(shape -> "^(" + shape.pattern().pattern() + ")$"));
    }

    private static Json.Members object(ConfigurationKey key) {
        return Json.Members.EMPTY
                .with("type", "object")
                .with("additionalProperties", false)
                .with("properties", properties(key.members()));
    }
}
