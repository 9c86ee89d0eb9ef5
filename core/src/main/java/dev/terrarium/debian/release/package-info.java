/**
 * Why a package index is believed: signed Release files, the keys that sign them, and how old they may be.
 *
 * <p>Nothing is fetched here, and nothing is known of packages: that is {@code debian.archive}. Read {@link
 * dev.terrarium.debian.release.Release} first.
 */
@NullMarked
package dev.terrarium.debian.release;

import org.jspecify.annotations.NullMarked;
