package dev.terrarium.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A value and where it stands in its document, so that whoever expects something else can say where: {@code config.Env[2] is a
 * number, not a text}.
 *
 * @param path {@code layers[0].digest}; empty for the document itself
 */
public record JsonNode(Json value, String path) {
    /** A member that may be left out; {@code null} counts as left out. */
    public Optional<JsonNode> member(String name) throws JsonInvalid {
        return Optional.ofNullable(map().get(name))
                .filter(found -> !(found instanceof Json.Nothing))
                .map(found -> new JsonNode(found, pathOf(name)));
    }

    /** A member without which the document means nothing. */
    public JsonNode required(String name) throws JsonInvalid {
        return member(name).orElseThrow(() -> new JsonInvalid("`" + pathOf(name) + "` is missing"));
    }

    public Optional<String> textOf(String name) throws JsonInvalid {
        Optional<JsonNode> member = member(name);
        return member.isPresent() ? Optional.of(member.get().text()) : Optional.empty();
    }

    /** The texts of a member that is a list; none when it is left out. */
    public List<String> textsOf(String name) throws JsonInvalid {
        var texts = new ArrayList<String>();
        for (JsonNode item : itemsOf(name)) {
            texts.add(item.text());
        }
        return List.copyOf(texts);
    }

    /** The texts of a member that is an object; none when it is left out. */
    public SequencedMap<String, String> mapOf(String name) throws JsonInvalid {
        var texts = new LinkedHashMap<String, String>();
        Optional<JsonNode> member = member(name);
        if (member.isPresent()) {
            for (Map.Entry<String, JsonNode> entry : member.get().members().entrySet()) {
                texts.put(entry.getKey(), entry.getValue().text());
            }
        }
        return Collections.unmodifiableSequencedMap(texts);
    }

    /** The items of a member that is a list; none when it is left out. */
    public List<JsonNode> itemsOf(String name) throws JsonInvalid {
        Optional<JsonNode> member = member(name);
        return member.isPresent() ? member.get().items() : List.of();
    }

    public String text() throws JsonInvalid {
        return switch (value) {
            case Json.Text(var text) -> text;
            case Json.Members _, Json.Items _, Json.Numeral _, Json.Bool _, Json.Nothing _ -> throw isNot("a text");
        };
    }

    public boolean bool() throws JsonInvalid {
        return switch (value) {
            case Json.Bool(var flag) -> flag;
            case Json.Members _, Json.Items _, Json.Numeral _, Json.Text _, Json.Nothing _ -> throw isNot("a boolean");
        };
    }

    /** An integer that fits into 63 bits and is not negative: a size, a count, a version. */
    public long whole() throws JsonInvalid {
        if (value instanceof Json.Numeral(var literal)) {
            try {
                long whole = Long.parseLong(literal);
                if (whole >= 0) {
                    return whole;
                }
            } catch (NumberFormatException e) {
                throw new JsonInvalid(named() + " is `" + shortened(literal) + "`, not a whole number");
            }
            throw new JsonInvalid(named() + " is negative");
        }
        throw isNot("a number");
    }

    public List<JsonNode> items() throws JsonInvalid {
        if (value instanceof Json.Items(var list)) {
            var nodes = new ArrayList<JsonNode>();
            for (int i = 0; i < list.size(); i++) {
                nodes.add(new JsonNode(list.get(i), path + "[" + i + "]"));
            }
            return Collections.unmodifiableList(nodes);
        }
        throw isNot("a list");
    }

    public SequencedMap<String, JsonNode> members() throws JsonInvalid {
        var nodes = new LinkedHashMap<String, JsonNode>();
        map().forEach((name, member) -> nodes.put(name, new JsonNode(member, pathOf(name))));
        return Collections.unmodifiableSequencedMap(nodes);
    }

    /** What to throw when the value has the right type and the wrong content; {@code why} goes on from the path. */
    public JsonInvalid invalid(String why) {
        return new JsonInvalid(named() + " " + why);
    }

    private Map<String, Json> map() throws JsonInvalid {
        if (value instanceof Json.Members(var map)) {
            return map;
        }
        throw isNot("an object");
    }

    private JsonInvalid isNot(String expected) {
        return new JsonInvalid(named() + " is " + kind() + ", not " + expected);
    }

    private String kind() {
        return switch (value) {
            case Json.Members _ -> "an object";
            case Json.Items _ -> "a list";
            case Json.Text _ -> "a text";
            case Json.Numeral _ -> "a number";
            case Json.Bool _ -> "a boolean";
            case Json.Nothing _ -> "null";
        };
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private String named() {
        return path.isEmpty() ? "the document" : "`" + shortened(path) + "`";
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }
}
