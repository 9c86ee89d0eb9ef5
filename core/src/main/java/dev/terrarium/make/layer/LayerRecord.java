package dev.terrarium.make.layer;

import dev.terrarium.oci.Digest;

/**
 * What a manifest and a config say about a layer, found by hashing its bytes once.
 *
 * @param diffId of the tar
 * @param digest of the gzip
 * @param size of the gzip
 * @param rawSize of the tar
 */
public record LayerRecord(Digest diffId, Digest digest, long size, long rawSize) {}
