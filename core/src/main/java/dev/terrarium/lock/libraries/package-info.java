/**
 * Native libraries that wheels expect of the operating system, and the Debian packages that bring them.
 *
 * <p>What a binary says is read in {@code elf}; the packages' own dependencies are closed over in {@code debian}. Read
 * {@link dev.terrarium.lock.libraries.NativeLibraries} first.
 */
@NullMarked
package dev.terrarium.lock.libraries;

import org.jspecify.annotations.NullMarked;
