/**
 * Carries out a plan: bytes are fetched once, fragments made once, layers composed, images put together.
 *
 * <p>What is made was decided in {@code plan}; where it goes is {@code delivery}'s. Read {@link dev.terrarium.make.Maker} first.
 */
@NullMarked
package dev.terrarium.make;

import org.jspecify.annotations.NullMarked;
