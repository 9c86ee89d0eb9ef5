/**
 * What the user has: a directory with a Python project, read and judged before anything is fetched or built.
 *
 * <p>The keys of {@code [tool.terrarium]} are in {@code configuration}, the files that go in in {@code files}, what git knows in
 * {@code git}, how it starts in {@code start}, and what an image says about it in {@code image}. What a lock file holds is read in
 * {@code python.lockfile}. Read {@link dev.terrarium.project.Projects} first.
 */
@NullMarked
package dev.terrarium.project;

import org.jspecify.annotations.NullMarked;
