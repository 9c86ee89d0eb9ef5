/**
 * The inside of a .deb: its control stanza, and its files as a tree whose contents lie in the store.
 *
 * <p>Maintainer scripts are neither run nor read. Putting packages together into a base is done elsewhere. Read {@link
 * dev.terrarium.debian.deb.DebPackage} first.
 */
@NullMarked
package dev.terrarium.debian.deb;

import org.jspecify.annotations.NullMarked;
