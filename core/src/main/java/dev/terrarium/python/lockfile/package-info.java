/**
 * The project's own lock as this program reads it: which distributions go in, and by which hashes; and which wheel of each fits.
 *
 * <p>Nothing is resolved here: build requirements are, in {@code resolve}. Which lock a project has is decided by the package
 * {@code project}; {@code terrarium.lock} is another file, in the package {@code lock}. Read
 * {@link dev.terrarium.python.lockfile.UvLock}, {@link dev.terrarium.python.lockfile.PinnedRequirements} and
 * {@link dev.terrarium.python.lockfile.WheelChoice} first.
 */
@NullMarked
package dev.terrarium.python.lockfile;

import org.jspecify.annotations.NullMarked;
