/**
 * Inputs that were made to harm, were damaged, or are merely odd: each with what a person is told, word for word.
 *
 * <p>Tables of inputs are here, and what comes of each is in a text file beside them; {@link dev.terrarium.cli.hostile.HostileInputsTest} holds
 * one against the other. What single decoders refuse is with them.
 */
@NullMarked
package dev.terrarium.cli.hostile;

import org.jspecify.annotations.NullMarked;
