/**
 * Bytes with bounds, and tasks with an end: what every other package stands on.
 *
 * <p>No format is known here (those are in {@code archive}) and nothing is fetched (that is {@code http}). Read
 * {@link dev.terrarium.io.ByteSource} and {@link dev.terrarium.io.Scope} first.
 */
@NullMarked
package dev.terrarium.io;

import org.jspecify.annotations.NullMarked;
