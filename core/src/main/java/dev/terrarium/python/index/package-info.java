/**
 * Where Python packages can be had: which indexes and pages of links are configured, and what they offer.
 *
 * <p>Which of the offered files is taken is decided by {@code lockfile} and {@code resolve}; the bytes are fetched by whoever has
 * a store. Read {@link dev.terrarium.python.index.PythonSources} and {@link dev.terrarium.python.index.Indexes} first.
 */
@NullMarked
package dev.terrarium.python.index;

import org.jspecify.annotations.NullMarked;
