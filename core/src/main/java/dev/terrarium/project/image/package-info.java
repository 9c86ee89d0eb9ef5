/**
 * What an image says about the project in it: variables, labels, a file for the application itself.
 *
 * <p>Labels of the build's own record ({@code dev.terrarium.…}) are written in {@code make}. Read
 * {@link dev.terrarium.project.image.ImageEnvironment} first.
 */
@NullMarked
package dev.terrarium.project.image;

import org.jspecify.annotations.NullMarked;
