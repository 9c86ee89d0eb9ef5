/**
 * A Debian archive made in the test: packages from a few lines, indexes, signed Release files, served on loopback.
 *
 * <p>Read {@link dev.terrarium.testkit.debian.DebianArchiveServer} first.
 */
@NullMarked
package dev.terrarium.testkit.debian;

import org.jspecify.annotations.NullMarked;
