package dev.terrarium.oci;

import dev.terrarium.json.JsonDocument;

/**
 * A document's meaning, its exact bytes, and their digest, which never come apart.
 *
 * <p>What was read from elsewhere keeps the bytes that it had there: writing it again from its meaning would lose members that
 * we do not know, and with them its digest.
 */
public record Encoded<T>(T value, JsonDocument document, Digest digest) {
    static <T> Encoded<T> of(T value, JsonDocument document) {
        return new Encoded<>(value, document, Digest.ofBytes(document.bytes()));
    }

    public Descriptor descriptor(String mediaType) {
        return new Descriptor(mediaType, digest, document.length());
    }
}
