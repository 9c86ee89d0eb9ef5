/**
 * File trees as values: what an image, a package or a project consists of, before anything is written anywhere.
 *
 * <p>How a tree becomes a tar is {@code make}'s business, how an archive becomes a tree that of {@code debian} and
 * {@code python}. Read {@link dev.terrarium.tree.Tree} first.
 */
@NullMarked
package dev.terrarium.tree;

import org.jspecify.annotations.NullMarked;
