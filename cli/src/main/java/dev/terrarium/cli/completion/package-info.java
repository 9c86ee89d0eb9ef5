/**
 * Completion of command lines in shells, written from the tables of the commands.
 *
 * <p>The tables are in {@code line}; help and manual pages are made there as well. Read {@link
 * dev.terrarium.cli.completion.CompletionCommand} first.
 */
@NullMarked
package dev.terrarium.cli.completion;

import org.jspecify.annotations.NullMarked;
