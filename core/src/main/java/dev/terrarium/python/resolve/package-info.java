/**
 * Finds what a project's build back-end needs: names and ranges become pinned wheels.
 *
 * <p>No resolver for the project's own dependencies: those are locked by the project's tools and read by {@code lockfile}. Read
 * {@link dev.terrarium.python.resolve.BuildRequirements} first.
 */
@NullMarked
package dev.terrarium.python.resolve;

import org.jspecify.annotations.NullMarked;
