package dev.terrarium.delivery;

import dev.terrarium.oci.Digest;

/**
 * Where an image was brought to.
 *
 * @param place as a person would type it to name the image there
 * @param digest of the image that is there now; an engine may know it by its config's digest instead
 * @param written bytes, without what was there already; 0 when nothing was touched
 */
public record Receipt(String place, Digest digest, long written) {}
