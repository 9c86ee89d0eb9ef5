/**
 * Zip, read strictly: what a wheel holds, and where in the file each member's bytes are.
 *
 * <p>Nothing is inflated here, and nothing written. What the members mean is known to {@code python.wheel}. Read
 * {@link dev.terrarium.archive.zip.ZipReader} first.
 */
@NullMarked
package dev.terrarium.archive.zip;

import org.jspecify.annotations.NullMarked;
