/**
 * {@code terrarium.lock}: every input that the project's own lock does not pin, by digest; how it is read, completed and written.
 *
 * <p>What Python packages are installed is the project's own lock and stands in {@code python.lockfile}. Read
 * {@link dev.terrarium.lock.LockFile} first, then {@link dev.terrarium.lock.Locker}.
 */
@NullMarked
package dev.terrarium.lock;

import org.jspecify.annotations.NullMarked;
