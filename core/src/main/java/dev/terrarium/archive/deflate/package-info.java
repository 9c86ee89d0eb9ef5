/**
 * Our own deflate: raw bytes become independent byte-aligned segments, and segments become one gzip member.
 *
 * <p>Nothing is inflated here: the JDK's {@code Inflater} does that, since what it gives does not depend on who wrote it. Read
 * {@link dev.terrarium.archive.deflate.DeflateEncoder} first, then {@link dev.terrarium.archive.deflate.GzipMember}.
 */
@NullMarked
package dev.terrarium.archive.deflate;

import org.jspecify.annotations.NullMarked;
