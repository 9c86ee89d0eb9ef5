/**
 * Real projects, built by the program as its own process and run by real engines. What the image holds is judged where the image
 * is composed, and by the tests of practices; here it has to run.
 */
@NullMarked
package dev.terrarium.cli.engines;

import org.jspecify.annotations.NullMarked;
