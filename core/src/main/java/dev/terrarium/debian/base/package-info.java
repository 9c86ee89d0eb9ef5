/**
 * The operating system of an image, out of Debian packages and without running anything of theirs: what of a package goes in, and
 * what its maintainer scripts would have left behind.
 *
 * <p>Packages are found, verified and read one room above, in {@code debian}. Read {@link dev.terrarium.debian.base.DebInstall}
 * for one package and {@link dev.terrarium.debian.base.BaseTrees} for all of them together.
 */
@NullMarked
package dev.terrarium.debian.base;

import org.jspecify.annotations.NullMarked;
