package dev.terrarium.cli;

/**
 * The version of this program.
 *
 * <p>A constant and not a resource or a manifest entry: a class directory of a checkout has neither, and opening one costs every
 * start a millisecond. A test compares it with the Maven project.
 */
public final class Version {
    /** As in the Maven project. */
    public static final String NUMBER = "0.1.0";

    private Version() {}
}
