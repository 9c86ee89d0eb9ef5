package dev.terrarium.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A document and the exact bytes that it was read from or written as.
 *
 * <p>Digests are over bytes: a document that is parsed and written again is another document, however equal its members are.
 * So the bytes stay with it from the socket or the file to wherever it is copied.
 */
public final class JsonDocument {
    private final byte[] bytes;
    private final Json root;

    private JsonDocument(byte[] bytes, Json root) {
        this.bytes = bytes;
        this.root = root;
    }

    /** @throws JsonInvalid when it is not JSON, breaks a limit, or says something twice */
    public static JsonDocument parse(byte[] bytes, JsonLimits limits) throws JsonInvalid {
        byte[] own = bytes.clone();
        return new JsonDocument(own, JsonParser.parse(own, limits));
    }

    /** A document of our own, written canonically. */
    public static JsonDocument of(Json root) {
        return new JsonDocument(CanonicalJson.write(root).getBytes(StandardCharsets.UTF_8), root);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    /** Where reading begins; the path of the root is empty. */
    public JsonNode root() {
        return new JsonNode(root, "");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonDocument document && Arrays.equals(bytes, document.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
