package dev.terrarium.json;

/**
 * What a reader of foreign JSON bears before it gives up.
 *
 * @param bytes of the whole document
 * @param depth of values within values
 */
public record JsonLimits(int bytes, int depth) {
    /** Registries take manifests of 4 MiB; indexes and configs are no larger. */
    public static final JsonLimits IMAGE = new JsonLimits(8 << 20, 64);

    public JsonLimits {
        if (bytes <= 0 || depth <= 0) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
