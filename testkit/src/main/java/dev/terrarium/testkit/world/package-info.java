/**
 * Everything around a build, made in the test: a Debian that is tiny and complete, a package index, a host, a project.
 *
 * <p>The servers themselves are in {@link dev.terrarium.testkit} and {@link dev.terrarium.testkit.debian}; the program is run by the
 * tests of {@code cli}. Start with {@link dev.terrarium.testkit.world.World}.
 */
@NullMarked
package dev.terrarium.testkit.world;

import org.jspecify.annotations.NullMarked;
