/**
 * The check of an image before it leaves: started here, looked at, and ended.
 *
 * <p>How it is started within walls is the business of {@code sandbox}; when it is checked, of {@code build}. Read {@link
 * dev.terrarium.cli.check.ImageCheck} first.
 */
@NullMarked
package dev.terrarium.cli.check;

import org.jspecify.annotations.NullMarked;
