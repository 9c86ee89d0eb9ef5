/**
 * What git knows about a project: commit, time, remote, and whether what goes in is what was committed.
 *
 * <p>Which files go in is decided in {@code files}. Read {@link dev.terrarium.project.git.GitFacts} first.
 */
@NullMarked
package dev.terrarium.project.git;

import org.jspecify.annotations.NullMarked;
