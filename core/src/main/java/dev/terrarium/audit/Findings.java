package dev.terrarium.audit;

import dev.terrarium.audit.Finding.Confidence;
import dev.terrarium.dockerfile.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what one rule finds. */
public final class Findings {
    private final Practice practice;
    private final List<Finding> found = new ArrayList<>();

    Findings(Practice practice) {
        this.practice = practice;
    }

    public void certain(Span span, String message, Fix fix) {
        found.add(new Finding(practice, span, message, Confidence.CERTAIN, Optional.empty(), Optional.of(fix)));
    }

    public void certain(Span span, String message, String hint) {
        found.add(new Finding(practice, span, message, Confidence.CERTAIN, Optional.of(hint), Optional.empty()));
    }

    public void likely(Span span, String message, Fix fix) {
        found.add(new Finding(practice, span, message, Confidence.LIKELY, Optional.empty(), Optional.of(fix)));
    }

    public void likely(Span span, String message, String hint) {
        found.add(new Finding(practice, span, message, Confidence.LIKELY, Optional.of(hint), Optional.empty()));
    }

    List<Finding> found() {
        return List.copyOf(found);
    }
}
