/** Real servers on loopback and artifacts made in the test, for the tests of every module. */
@NullMarked
package dev.terrarium.testkit;

import org.jspecify.annotations.NullMarked;
