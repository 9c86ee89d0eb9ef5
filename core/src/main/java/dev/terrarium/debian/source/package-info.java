/**
 * Which archives are asked for packages, and which keys vouch for them: what the project says, else what the host's apt is
 * configured with.
 *
 * <p>Nothing is fetched here; whether an archive is what it seems is found out by {@code debian.archive}. Read {@link
 * dev.terrarium.debian.source.DebianSources} first.
 */
@NullMarked
package dev.terrarium.debian.source;

import org.jspecify.annotations.NullMarked;
