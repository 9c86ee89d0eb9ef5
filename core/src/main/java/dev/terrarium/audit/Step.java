package dev.terrarium.audit;

import java.util.Locale;

/** The steps of the process, in its order: after each a team may stop with something whole. */
public enum Step {
    WORKING("it works"),
    SECURITY("it is secure"),
    AUTOMATION("it is built automatically"),
    DEBUGGABLE("it can be identified and debugged"),
    OPERATIONS("it runs well"),
    REPRODUCIBLE("it is built reproducibly"),
    FAST_BUILDS("it is built fast"),
    SMALL("it is small"),
    UP_TO_DATE("it stays up to date");

    private final String claim;

    Step(String claim) {
        this.claim = claim;
    }

    /** What may be said once the step is whole: "it is secure". */
    public String claim() {
        return claim;
    }

    /** As the catalogue and the command line write it: {@code fast-builds}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Step of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
