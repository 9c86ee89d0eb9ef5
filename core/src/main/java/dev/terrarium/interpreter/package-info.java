/**
 * Where the interpreters of images come from, and which one a project gets.
 *
 * <p>What an interpreter is, and where it stands in an image, is in {@code python.interpreter}. Read
 * {@link dev.terrarium.interpreter.InterpreterProvider} first.
 */
@NullMarked
package dev.terrarium.interpreter;

import org.jspecify.annotations.NullMarked;
