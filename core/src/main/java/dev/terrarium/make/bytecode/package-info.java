/**
 * Bytecode of packages, the standard library and the project, compiled once per interpreter and the same every time.
 *
 * <p>Which files are compiled is a policy of {@code python.wheel}; how a command runs is {@code sandbox}'s business. Read
 * {@link dev.terrarium.make.bytecode.Bytecode} first.
 */
@NullMarked
package dev.terrarium.make.bytecode;

import org.jspecify.annotations.NullMarked;
