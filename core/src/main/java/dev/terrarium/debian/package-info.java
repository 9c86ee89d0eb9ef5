/**
 * Debian's own words as values: control stanzas, versions, relations between packages.
 *
 * <p>Which archive is asked and why it is believed is in {@code debian.archive}, {@code debian.release} and {@code
 * debian.source}; the inside of a package is in {@code debian.deb}. Read {@link dev.terrarium.debian.Stanza} and {@link
 * dev.terrarium.debian.DebianVersion} first.
 */
@NullMarked
package dev.terrarium.debian;

import org.jspecify.annotations.NullMarked;
