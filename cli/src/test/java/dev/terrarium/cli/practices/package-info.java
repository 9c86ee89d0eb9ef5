/**
 * What images hold of the catalogue of practices, seen on images that were built and not on what the builder believes.
 *
 * <p>An image is read here from its bytes alone; starting one is for the tests with engines. Begin with {@link CatalogueTest},
 * which sees to it that no practice is forgotten.
 */
@NullMarked
package dev.terrarium.cli.practices;

import org.jspecify.annotations.NullMarked;
