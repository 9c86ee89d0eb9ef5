/**
 * Images as the OCI image specification describes them: digests, descriptors, manifests, configs, layers; data and functions.
 *
 * <p>Nothing here knows where an image is kept: that is {@code store}, {@code delivery} and {@code registry}. What is read keeps
 * its exact bytes, what is written is canonical. Read {@link dev.terrarium.oci.Digest} first, then
 * {@link dev.terrarium.oci.Image}.
 */
@NullMarked
package dev.terrarium.oci;

import org.jspecify.annotations.NullMarked;
