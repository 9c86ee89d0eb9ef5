/**
 * How an application starts: the command that is configured, or that its files and its lock suggest.
 *
 * <p>No Python is run for it: sources are read as text, and only what stands at the top level of a module counts. Read
 * {@link dev.terrarium.project.start.StartCommands} first.
 */
@NullMarked
package dev.terrarium.project.start;

import org.jspecify.annotations.NullMarked;
