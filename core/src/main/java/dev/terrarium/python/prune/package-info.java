/**
 * Which files of wheels nothing in an image can reach, so that they may stay out: tests, documentation, stubs.
 *
 * <p>Which directories are not worth compiling is another question, of a wheel alone: {@code python.wheel.TestSuites}. Start with
 * {@link dev.terrarium.python.prune.Pruning}.
 */
@NullMarked
package dev.terrarium.python.prune;

import org.jspecify.annotations.NullMarked;
