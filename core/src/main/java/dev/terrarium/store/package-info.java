/**
 * The store: content-addressed files, records of what was once computed, and names of images; safe under {@code kill -9} and
 * any number of processes.
 *
 * <p>Nothing in it is ever an input of a build: deleted, it costs time and nothing else. What must stay put from build to build
 * is written in {@code terrarium.lock} instead. Read {@link dev.terrarium.store.Store} first.
 */
@NullMarked
package dev.terrarium.store;

import org.jspecify.annotations.NullMarked;
