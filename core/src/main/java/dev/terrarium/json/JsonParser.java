package dev.terrarium.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/**
 * Reads one strict JSON value from UTF-8 bytes, over gson's tokens.
 *
 * <p>What two readers could understand differently is refused: a name that occurs twice, half a surrogate pair, bytes that are
 * not UTF-8, anything after the value. Signatures and digests have been walked around with each of them.
 */
final class JsonParser {
    private final JsonReader reader;

    private JsonParser(JsonReader reader) {
        this.reader = reader;
    }

    static Json parse(byte[] bytes, JsonLimits limits) throws JsonInvalid {
        if (bytes.length > limits.bytes()) {
            throw new JsonInvalid("a document of " + bytes.length + " bytes, more than " + limits.bytes());
        }
        var reader = new JsonReader(new StringReader(decoded(bytes)));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(limits.depth());
        var parser = new JsonParser(reader);
        try {
            Json root = parser.value();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new JsonInvalid("something follows the document");
            }
            return root;
        } catch (JsonInvalid e) {
            throw e;
        } catch (EOFException e) {
            throw new JsonInvalid("the document ends in the middle");
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw new JsonInvalid("not JSON" + parser.place());
        }
    }

    private static String decoded(byte[] bytes) throws JsonInvalid {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new JsonInvalid("not UTF-8");
        }
    }

    private String place() {
        String path = reader.getPath();
        return path.length() > 1 ? ", at or after `" + path.substring(path.startsWith("$.") ? 2 : 1) + "`" : "";
    }

    private Json value() throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> members();
            case BEGIN_ARRAY -> items();
            case STRING -> new Json.Text(reader.nextString());
            case NUMBER -> new Json.Numeral(reader.nextString());
            case BOOLEAN -> new Json.Bool(reader.nextBoolean());
            case NULL -> {
                reader.nextNull();
                yield new Json.Nothing();
            }
            case END_ARRAY, END_OBJECT, NAME, END_DOCUMENT -> throw new JsonInvalid("not JSON" + place());
        };
    }

    private Json members() throws IOException {
        var members = new LinkedHashMap<String, Json>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (members.put(name, value()) != null) {
                throw new JsonInvalid("`" + name + "` occurs twice in one object");
            }
        }
        reader.endObject();
        return new Json.Members(members);
    }

    private Json items() throws IOException {
        var items = new ArrayList<Json>();
        reader.beginArray();
        while (reader.hasNext()) {
            items.add(value());
        }
        reader.endArray();
        return new Json.Items(items);
    }
}
