/**
 * The three ways in which a run can end without a result, and what a person is told about each.
 *
 * <p>Nothing here prints or exits: the text on the terminal and the JSON envelope are written by {@code cli}. Read
 * {@link dev.terrarium.error.TerrariumError} first.
 */
@NullMarked
package dev.terrarium.error;

import org.jspecify.annotations.NullMarked;
