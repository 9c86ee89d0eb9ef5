/**
 * The commands: each a table of options, and the few lines that call the library and shape its answer as a result.
 *
 * <p>How a line is parsed is in {@code line}; what is computed is in the rooms of the library. Read {@link
 * dev.terrarium.cli.command.Command} first.
 */
@NullMarked
package dev.terrarium.cli.command;

import org.jspecify.annotations.NullMarked;
