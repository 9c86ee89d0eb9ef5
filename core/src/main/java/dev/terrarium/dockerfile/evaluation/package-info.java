/**
 * What a build of a Dockerfile would know at each of its instructions, as far as it can be known without building: variables, user, directory,
 * shell, the programs of every {@code RUN}.
 *
 * <p>Start at {@link dev.terrarium.dockerfile.evaluation.Evaluation#of}.
 */
@NullMarked
package dev.terrarium.dockerfile.evaluation;

import org.jspecify.annotations.NullMarked;
