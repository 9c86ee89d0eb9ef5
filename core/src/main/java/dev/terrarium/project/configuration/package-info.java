/**
 * {@code [tool.terrarium]}: its keys as data, and what a project chose.
 *
 * <p>Options of the command line are laid over it in {@code cli}, and the user's and the host's own sources are found there too.
 * Read {@link dev.terrarium.project.configuration.ConfigurationKeys} first.
 */
@NullMarked
package dev.terrarium.project.configuration;

import org.jspecify.annotations.NullMarked;
