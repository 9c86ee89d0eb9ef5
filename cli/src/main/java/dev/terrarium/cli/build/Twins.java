package dev.terrarium.cli.build;

import dev.terrarium.cli.command.LockMode;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.lock.DebugLocker;
import dev.terrarium.lock.LockFile;
import dev.terrarium.oci.Platform;
import java.util.Collection;
import java.util.function.Predicate;

/**
 * When the pins of a debug twin are completed: for whoever asked for one, and whenever a lock that has some is brought up to date.
 *
 * @param platforms of the images
 * @param wanted whether this run makes a twin
 * @param kept whether pins that are there are kept up to date all the same
 */
record Twins(DebugLocker locker, Collection<Platform> platforms, boolean wanted, boolean kept) {
    LockFile complete(LockFile lock, LockMode mode, Predicate<String> moves) throws InterruptedException {
        if (mode != LockMode.COMPLETE && wanted && !isPinned(lock)) {
            throw new UserError(
                    ErrorCode.LOCK_MISSING,
                    "terrarium.lock pins nothing for a debug twin, and nothing may be added",
                    "run `terrarium lock --debug` and commit the file");
        }
        if (mode == LockMode.FROZEN) {
            return lock;
        }
        return wanted || kept && !lock.debug().isEmpty()
                ? lock.withDebug(locker.complete(lock, platforms, moves))
                : lock;
    }

    private boolean isPinned(LockFile lock) {
        return platforms.stream()
                .noneMatch(platform -> lock.debug().wheels(platform).isEmpty());
    }
}
