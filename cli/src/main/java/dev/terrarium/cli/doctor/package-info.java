/**
 * The examination of this machine: what a build may use, whether it is there, and what to do about the rest.
 *
 * <p>What an answer follows from is in the rooms of the library, and how they are wired for a project in {@code build}. Read {@link
 * dev.terrarium.cli.doctor.DoctorCommand} first.
 */
@NullMarked
package dev.terrarium.cli.doctor;

import org.jspecify.annotations.NullMarked;
