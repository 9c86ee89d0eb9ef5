package dev.terrarium.project.configuration;

import java.util.Optional;

/**
 * Where CPython comes from when it is not the distribution's own.
 *
 * @param archive a path relative to the project, or an address
 * @param sha256 of the archive, 64 hexadecimal digits
 * @param source the name of a repository that has its packages
 */
public record InterpreterTable(Optional<String> archive, Optional<String> sha256, Optional<String> source) {
    static final InterpreterTable NONE = new InterpreterTable(Optional.empty(), Optional.empty(), Optional.empty());

    InterpreterTable seenFrom(String folder) {
        return new InterpreterTable(
                archive.map(place -> place.contains("://") ? place : Names.seenFrom(folder, place)), sha256, source);
    }
}
