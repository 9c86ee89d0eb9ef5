/**
 * What will be made, before anything is: images as segments, segments as layers, layers as fragments, each with its key and its
 * inputs by digest.
 *
 * <p>Nothing is fetched or written here; that is {@code make}. A plan can be printed, compared and thrown away. Read
 * {@link dev.terrarium.plan.Plan} first.
 */
@NullMarked
package dev.terrarium.plan;

import org.jspecify.annotations.NullMarked;
