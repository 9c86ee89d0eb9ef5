/**
 * The command line: where the process meets the person; everything is put together here, in one place.
 *
 * <p>Options and their parsing are in {@code line}, what is written to the terminal in {@code terminal}, the commands themselves
 * in {@code command}; what they do is done by the rooms of the library. Only this package reads the process's environment. Read
 * {@link dev.terrarium.cli.Main} first.
 */
@NullMarked
package dev.terrarium.cli;

import org.jspecify.annotations.NullMarked;
