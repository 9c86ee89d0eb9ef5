/**
 * {@code terrarium init}: files that a person would otherwise write, made of what was found in the project.
 *
 * <p>What is found is {@link dev.terrarium.cli.build.Detection}; nothing here looks into a project. Read {@link
 * dev.terrarium.cli.init.InitCommand} first.
 */
@NullMarked
package dev.terrarium.cli.init;

import org.jspecify.annotations.NullMarked;
