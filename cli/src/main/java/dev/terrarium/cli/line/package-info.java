/**
 * Command lines as data: one table of options and operands from which parsing, help and the documentation are made.
 *
 * <p>Nothing here knows a command or prints: commands are in {@code command}, the terminal in {@code terminal}. Read {@link
 * dev.terrarium.cli.line.Spec} first.
 */
@NullMarked
package dev.terrarium.cli.line;

import org.jspecify.annotations.NullMarked;
