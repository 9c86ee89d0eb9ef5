/**
 * Dockerfiles as BuildKit reads them, with the byte range of every part, and edits that leave all other bytes alone.
 *
 * <p>What is good or bad about a file is said elsewhere ({@code audit}); what its {@code RUN} lines mean is the sub-package
 * {@code shell}. Start at {@link dev.terrarium.dockerfile.Dockerfile#parse}.
 */
@NullMarked
package dev.terrarium.dockerfile;

import org.jspecify.annotations.NullMarked;
