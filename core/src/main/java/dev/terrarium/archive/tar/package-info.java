/**
 * Tar: headers of ours, written to the byte, and foreign ones, read within limits.
 *
 * <p>Nothing is unpacked here and no name is followed; a tree is made of entries by who knows what they are for. Read
 * {@link dev.terrarium.archive.tar.TarEntry}, then {@link dev.terrarium.archive.tar.TarReader} or
 * {@link dev.terrarium.archive.tar.TarWriter}.
 */
@NullMarked
package dev.terrarium.archive.tar;

import org.jspecify.annotations.NullMarked;
