/**
 * One HTTP client for the whole program: proxies, redirects followed by hand, credentials that stay at their origin, retries in
 * one place.
 *
 * <p>What is fetched and whether it may be believed is decided by others. Read {@link dev.terrarium.http.Http} first.
 */
@NullMarked
package dev.terrarium.http;

import org.jspecify.annotations.NullMarked;
