/**
 * The project's own wheel, made by the build back-end that the project names, within walls and without network.
 *
 * <p>Which wheels the back-end needs is resolved by {@code lock}; what its wheel installs is {@code python.wheel}'s. Read
 * {@link dev.terrarium.make.backend.ProjectWheel} first.
 */
@NullMarked
package dev.terrarium.make.backend;

import org.jspecify.annotations.NullMarked;
