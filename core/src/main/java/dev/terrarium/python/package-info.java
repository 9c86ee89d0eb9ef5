/**
 * Python's packaging standards: versions, requirements, markers, tags, metadata, index pages.
 *
 * <p>Lock files are in {@code lockfile}, wheels in {@code wheel}, interpreters in {@code interpreter}; what a project is stands
 * in the package {@code project}.
 */
@NullMarked
package dev.terrarium.python;

import org.jspecify.annotations.NullMarked;
