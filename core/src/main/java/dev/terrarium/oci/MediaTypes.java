package dev.terrarium.oci;

/**
 * The names by which descriptors say what their bytes are: the OCI's, which we write, and Docker's, which we read as well.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/media-types.md">image-spec, media types</a>
 */
public final class MediaTypes {
    public static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    public static final String INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    public static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
    public static final String LAYER_GZIP = LAYER + "+gzip";
    public static final String LAYER_ZSTD = LAYER + "+zstd";

    private static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    private static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    private static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";

    private MediaTypes() {}

    public static boolean isManifest(String mediaType) {
        return mediaType.equals(MANIFEST) || mediaType.equals(DOCKER_MANIFEST);
    }

    public static boolean isIndex(String mediaType) {
        return mediaType.equals(INDEX) || mediaType.equals(DOCKER_LIST);
    }

    /** How a layer's tar is compressed; both worlds call gzip by another suffix. */
    public static Compression compressionOf(String mediaType) {
        return switch (mediaType) {
            case LAYER, DOCKER_LAYER -> Compression.NONE;
            case LAYER_GZIP, DOCKER_LAYER + ".gzip" -> Compression.GZIP;
            case LAYER_ZSTD, DOCKER_LAYER + ".zstd" -> Compression.ZSTD;
            default -> Compression.UNKNOWN;
        };
    }

    /** What stands between a layer's bytes and its tar. */
    public enum Compression {
        NONE,
        GZIP,
        ZSTD,
        /** Not a layer of an image: an attestation, a chart, something newer. Carried along and never opened. */
        UNKNOWN
    }
}
