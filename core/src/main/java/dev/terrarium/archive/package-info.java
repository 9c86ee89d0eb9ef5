/**
 * Archives and compressed streams, read within limits and written to the byte: tar, ar, zip, deflate segments, gzip, xz.
 *
 * <p>What is in an archive is known to others ({@code debian}, {@code python}, {@code oci}). Bytes that are not what they should
 * be are an {@link dev.terrarium.archive.ArchiveException} with one line to show, more than a reader was told to bear is a
 * {@link dev.terrarium.io.LimitExceeded}; there is nothing else to catch but the disk. Formats with more than a file to them have
 * packages of their own: {@code tar}, {@code zip}, {@code deflate}.
 */
@NullMarked
package dev.terrarium.archive;

import org.jspecify.annotations.NullMarked;
