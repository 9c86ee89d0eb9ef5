/**
 * {@code terrarium audit}: finds files, runs the rules, applies fixes, and tells what comes next.
 *
 * <p>The rules are in the library's room {@code audit}. Entry point: {@link dev.terrarium.cli.audit.AuditCommand}.
 */
@NullMarked
package dev.terrarium.cli.audit;

import org.jspecify.annotations.NullMarked;
