/**
 * Trees become fragments, encoded once, and fragments become layers, whose bytes nobody produces until somebody asks.
 *
 * <p>Which fragments make a layer was decided in {@code plan}; how bytes are deflated is {@code archive.deflate}'s business. Read
 * {@link dev.terrarium.make.layer.FragmentEncoder}, {@link dev.terrarium.make.layer.Fragments} and
 * {@link dev.terrarium.make.layer.LayerComposer}, in this order.
 */
@NullMarked
package dev.terrarium.make.layer;

import org.jspecify.annotations.NullMarked;
