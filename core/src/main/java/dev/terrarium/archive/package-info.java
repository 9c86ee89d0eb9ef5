/**
 * Archives and compressed streams, read within limits and written to the byte: tar, ar, zip, deflate segments, gzip, xz.
 *
 * <p>What is in an archive is known to others ({@code debian}, {@code python}, {@code oci}).
 */
@NullMarked
package dev.terrarium.archive;

import org.jspecify.annotations.NullMarked;
