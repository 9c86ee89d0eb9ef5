/**
 * The places where images are: names in the store, OCI layouts and archives, docker archives, running engines; reading one from
 * any of them, and bringing it to any other.
 *
 * <p>What an image is stands in {@code oci}; registries have a room of their own. Bytes are checked against their digests
 * whenever they cross from one place to another. Read {@link dev.terrarium.delivery.ImageName} first, then
 * {@link dev.terrarium.delivery.Delivery}.
 */
@NullMarked
package dev.terrarium.delivery;

import org.jspecify.annotations.NullMarked;
