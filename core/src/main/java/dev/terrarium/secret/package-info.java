/**
 * Finds secrets in the bytes of a file: keys, tokens, logins, passwords.
 *
 * <p>A pure function of a path and bytes; which files are looked at, and what follows from a finding, is decided by whoever asks.
 * Read {@link dev.terrarium.secret.Secrets} first.
 */
@NullMarked
package dev.terrarium.secret;

import org.jspecify.annotations.NullMarked;
