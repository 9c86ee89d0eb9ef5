/** Interpreters that go into images: which there are, what identifies them, how their files are laid out. */
@NullMarked
package dev.terrarium.python.interpreter;

import org.jspecify.annotations.NullMarked;
