/**
 * What a person at the terminal sees: a line a step, errors with their excerpt and hints, figures in readable units.
 *
 * <p>Results are not written here: they go to standard output, as a command's {@code Result}. Read {@link
 * dev.terrarium.cli.terminal.Console} first.
 */
@NullMarked
package dev.terrarium.cli.terminal;

import org.jspecify.annotations.NullMarked;
