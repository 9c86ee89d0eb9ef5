/**
 * What a Debian archive offers today and what of it is needed: verified suites, their packages, and the closure of some of them.
 *
 * <p>Who vouches for an archive is in {@code debian.release}, where it is in {@code debian.source}, what is inside a package in
 * {@code debian.deb}. Read {@link dev.terrarium.debian.archive.DebianArchive} first, then {@link
 * dev.terrarium.debian.archive.Closure}.
 */
@NullMarked
package dev.terrarium.debian.archive;

import org.jspecify.annotations.NullMarked;
