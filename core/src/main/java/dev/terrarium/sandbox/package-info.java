/**
 * Running one command over a tree, so that only what was declared goes in and only what was declared comes out.
 *
 * <p>What is run and why is decided by {@code make}; how a tree comes to be by {@code debian} and {@code python}. Read
 * {@link dev.terrarium.sandbox.Exec} and {@link dev.terrarium.sandbox.Sandbox} first.
 */
@NullMarked
package dev.terrarium.sandbox;

import org.jspecify.annotations.NullMarked;
