package dev.terrarium.debian.base;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import java.io.IOException;

/** What is told when the store does not give the bytes that a tree points to. */
public final class Unreadable {
    private Unreadable() {}

    /** @param what was to be read, for people */
    public static EnvironmentError of(String what, IOException cause) {
        return new EnvironmentError(
                Problem.of(
                        ErrorCode.DISK_FAILED,
                        "could not read the files of " + what + " in the store: " + cause.getMessage(),
                        "check the disk; what was pruned meanwhile is fetched again by the next build"),
                cause);
    }
}
