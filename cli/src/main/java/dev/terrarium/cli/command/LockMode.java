package dev.terrarium.cli.command;

/** What a build may do with {@code terrarium.lock}. */
public enum LockMode {
    /** Write it when it is missing, add and drop entries; never move one. */
    COMPLETE,
    /** Refuse when it is missing or does not fit; write nothing. */
    LOCKED,
    /** Take it as it is, without asking whether it fits; write nothing. */
    FROZEN
}
