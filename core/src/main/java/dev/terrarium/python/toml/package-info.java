/**
 * TOML as everything here reads it: values with the place where they stand, and problems collected, not thrown one by one.
 *
 * <p>What the keys of a file mean is said by whoever reads that file. The parser beneath is seen by nobody else: it is slow to
 * start, and may be replaced. Read {@link dev.terrarium.python.toml.Toml} first.
 */
@NullMarked
package dev.terrarium.python.toml;

import org.jspecify.annotations.NullMarked;
