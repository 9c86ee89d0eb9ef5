/**
 * Which of a project's files go in, and their bytes.
 *
 * <p>Git's rules are read here as text, without git; what git itself knows is in {@code git}. Read
 * {@link dev.terrarium.project.files.ProjectFiles} first.
 */
@NullMarked
package dev.terrarium.project.files;

import org.jspecify.annotations.NullMarked;
