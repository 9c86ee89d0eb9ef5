package dev.terrarium.cli.command;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Environment;
import dev.terrarium.io.Progress;
import dev.terrarium.oci.Platform;
import dev.terrarium.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What every command is given: the process's surroundings and somebody who watches.
 *
 * @param progress standard error; results are returned instead
 */
public record Session(Environment environment, Progress progress) {
    /** How the person starts this program, for lines to type: the launcher says so when it is not on {@code PATH}. */
    public String program() {
        return environment.variable("TERRARIUM_COMMAND").orElse("terrarium");
    }

    /** Where the store lies or would lie: {@code TERRARIUM_STORE}, else {@code terrarium} in the user's cache folder. */
    public Path storeRoot() {
        return environment
                .variable("TERRARIUM_STORE")
                .map(this::resolve)
                .orElseGet(() -> environment
                        .variable("XDG_CACHE_HOME")
                        .map(Path::of)
                        .filter(Path::isAbsolute)
                        .orElse(environment.home().resolve(".cache"))
                        .resolve("terrarium"));
    }

    /** The store, which is made if it is not there yet. */
    public Store store() {
        return Store.at(storeRoot());
    }

    /** What this machine runs, by its loader: where that lies, programs for glibc run. Empty elsewhere. */
    public Optional<Platform> hostPlatform() {
        return Arrays.stream(Platform.values())
                .filter(platform -> Files.exists(environment.hostFile(platform.loader())))
                .findFirst();
    }

    /** @throws UserError when this machine is none that terrarium runs on */
    public Platform platform() {
        return hostPlatform()
                .orElseThrow(() -> new UserError(
                        ErrorCode.PLATFORM_UNSUPPORTED,
                        "terrarium runs on Linux with glibc, on amd64 and arm64, and this machine is neither"));
    }

    /** A path as the person typed it, from the directory in which it was typed. */
    public Path resolve(String typed) {
        return environment.directory().resolve(typed).normalize();
    }
}
