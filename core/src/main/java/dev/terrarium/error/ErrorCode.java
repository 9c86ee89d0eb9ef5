package dev.terrarium.error;

import java.util.Locale;

/**
 * What kind of problem it is, by a name that scripts may rely on and that has a section in {@code docs/errors.md}.
 *
 * <p>One list for the whole program, and not a string at each place: a name is promised for ever, so making one up should be
 * noticed.
 */
public enum ErrorCode {
    // the command line
    USAGE,
    // what the user wrote
    CONFIGURATION_INVALID,
    CONFIGURATION_UNKNOWN_KEY,
    NOT_IN_THIS_VERSION,
    PROJECT_NOT_FOUND,
    PROJECT_INVALID,
    PROJECT_UNLOCKED,
    START_COMMAND_AMBIGUOUS,
    START_COMMAND_MISSING,
    START_COMMAND_UNSAFE,
    LOCK_INVALID,
    LOCK_MISSING,
    LOCK_STALE,
    REQUIREMENT_INVALID,
    REQUIREMENT_UNHASHED,
    PYTHON_UNAVAILABLE,
    WHEEL_MISSING,
    WHEEL_CONFLICT,
    LAYER_CONFLICT,
    SECRET_FOUND,
    LIBRARY_MISSING,
    PACKAGE_UNAVAILABLE,
    SOURCE_MISSING,
    IMAGE_NOT_FOUND,
    IMAGE_INVALID,
    REFERENCE_INVALID,
    OUTPUT_REFUSED,
    BUILD_BACKEND_FAILED,
    BUILD_BACKEND_REFUSED,
    BUILD_REQUIREMENT_CONFLICT,
    PLATFORM_UNSUPPORTED,
    CHECK_FAILED,
    // the world outside
    DISK_FAILED,
    STORE_UNUSABLE,
    NETWORK_FAILED,
    NETWORK_OFFLINE,
    SERVER_REFUSED,
    ENGINE_FAILED,
    SANDBOX_UNAVAILABLE,
    COMMAND_FAILED,
    // bytes that nobody vouches for
    ARCHIVE_INVALID,
    WHEEL_INVALID,
    DIGEST_MISMATCH,
    SIGNATURE_INVALID,
    INDEX_EXPIRED,
    INDEX_ROLLED_BACK,
    // this program
    INTERRUPTED,
    BUG;

    /** The name as it stands in JSON and in the documentation: {@code lock-stale}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
