/**
 * Wheels as the trees they install: checked to the last byte, without anything being unpacked.
 *
 * <p>Which wheels there are is decided by locks and {@code python}; reading zip is {@code archive}'s. Read
 * {@link dev.terrarium.python.wheel.WheelInstall} first.
 */
@NullMarked
package dev.terrarium.python.wheel;

import org.jspecify.annotations.NullMarked;
