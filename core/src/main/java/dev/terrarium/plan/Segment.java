package dev.terrarium.plan;

import java.util.Locale;

/**
 * The four parts of an image, from the slowest to change to the fastest. Closed: no layer holds files of two, and no file depends
 * on a segment above its own, so each can be replaced alone.
 */
public enum Segment {
    OS,
    CPYTHON,
    DEPENDENCIES,
    PROJECT;

    /** The name in labels and reports. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
