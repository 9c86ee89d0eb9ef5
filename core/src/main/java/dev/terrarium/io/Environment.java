package dev.terrarium.io;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What this process was given by whoever started it: variables, directories, the clock.
 *
 * <p>Read once, in {@code cli}, and passed on: nothing else may ask {@code System} for any of it, so that a build depends on what
 * it is told and a test can tell it anything.
 *
 * @param variables the process's environment
 * @param directory the working directory, absolute
 * @param home the user's home directory, absolute
 * @param root where the host's own files lie: {@code /}, or a directory of a test; {@code etc/apt} and the like are below it
 * @param clock for what is told to people and for expiry dates; never an input of an image
 */
public record Environment(Map<String, String> variables, Path directory, Path home, Path root, InstantSource clock) {
    public Environment {
        variables = Map.copyOf(variables);
    }

    /** A variable that is set and not empty. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    /** A file of the host by its absolute path: {@code /etc/pip.conf}. */
    public Path hostFile(String absolute) {
        return root.resolve(absolute.substring(1));
    }
}
