/**
 * The way through the house, put together: from a project's directory to images, for the commands that build, plan and lock.
 *
 * <p>Everything that is decided or made is decided and made in {@code core}; here it is only wired. Read
 * {@link dev.terrarium.cli.build.Preparation} first.
 */
@NullMarked
package dev.terrarium.cli.build;

import org.jspecify.annotations.NullMarked;
