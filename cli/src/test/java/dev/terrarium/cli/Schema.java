package dev.terrarium.cli;

import dev.terrarium.json.Json;
import dev.terrarium.json.JsonDocument;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A JSON Schema of {@code docs/schemas}, as far as those schemas use the language; a keyword that is not known here fails.
 *
 * <p>Stricter than the language in one point: a member that the schema does not describe is a fault of the schema.
 */
public record Schema(Json.Members rules) {
    public static Schema named(String name) throws IOException, JsonInvalid {
        Path file = Checkout.root().resolve("docs/schemas/" + name + ".schema.json");
        return new Schema(members(parse(Files.readAllBytes(file))));
    }

    public static Json parse(byte[] bytes) throws JsonInvalid {
        return JsonDocument.parse(bytes, JsonLimits.IMAGE).root().value();
    }

    /** Everything in which the document does not fit. */
    public List<String> faults(Json document) {
        var faults = new ArrayList<String>();
        check(document, rules, "$", faults);
        return faults;
    }

    private static void check(Json value, Json.Members rules, String path, List<String> faults) {
        rules.map().forEach((keyword, rule) -> {
            boolean fits = switch (keyword) {
                case "$schema", "title", "description" -> true;
                case "type" -> isOfType(value, text(rule));
                case "const" -> value.equals(rule);
                case "enum" -> items(rule).contains(value);
                case "pattern" -> text(value).matches(text(rule));
                case "minimum" -> number(value) >= number(rule);
                case "minItems" -> items(value).size() >= number(rule);
                case "required" ->
                    items(rule).stream().allMatch(name -> members(value).map().containsKey(text(name)));
                case "properties" -> checkMembers(members(value), members(rule), path, faults);
                case "items" -> {
                    items(value).forEach(item -> check(item, members(rule), path + "[]", faults));
                    yield true;
                }
                default -> throw new IllegalArgumentException("a keyword that this test does not know: " + keyword);
            };
            if (!fits) {
                faults.add(path + " breaks " + keyword);
            }
        });
    }

    private static boolean checkMembers(Json.Members value, Json.Members rules, String path, List<String> faults) {
        for (Map.Entry<String, Json> member : value.map().entrySet()) {
            Json rule = rules.map().get(member.getKey());
            String place = path + "." + member.getKey();
            if (rule == null) {
                faults.add(place + " is not described");
            } else {
                check(member.getValue(), members(rule), place, faults);
            }
        }
        return true;
    }

    private static boolean isOfType(Json value, String type) {
        return switch (value) {
            case Json.Members _ -> type.equals("object");
            case Json.Items _ -> type.equals("array");
            case Json.Text _ -> type.equals("string");
            case Json.Bool _ -> type.equals("boolean");
            case Json.Nothing _ -> type.equals("null");
            case Json.Numeral(var literal) ->
                type.equals("number") || type.equals("integer") && literal.matches("-?[0-9]+");
        };
    }

    private static Json.Members members(Json value) {
        return (Json.Members) value;
    }

    private static List<Json> items(Json value) {
        return ((Json.Items) value).list();
    }

    private static String text(Json value) {
        return ((Json.Text) value).value();
    }

    private static double number(Json value) {
        return Double.parseDouble(((Json.Numeral) value).literal());
    }
}
