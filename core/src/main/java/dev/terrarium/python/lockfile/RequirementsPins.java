package dev.terrarium.python.lockfile;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;
import dev.terrarium.python.Marker;
import dev.terrarium.python.Requirement;
import dev.terrarium.python.Specifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds of each requirement the one version that it, or a constraint, names; and whether hashes are demanded, as pip does: as soon as
 * one requirement has them, all must.
 */
final class RequirementsPins {
    private final List<Asked> constraints;
    private final boolean hashed;
    private final List<PinnedLine> pins = new ArrayList<>();
    private final List<Asked> byConstraint = new ArrayList<>();
    private final List<Asked> loose = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    /** A line that asks for a distribution, or constrains one. */
    record Asked(RequirementLine line, Place place) {}

    /** @param demand whether an option demands hashes, or forbids to; empty when none says */
    RequirementsPins(List<Asked> requirements, List<Asked> constraints, Optional<Boolean> demand) {
        this.constraints = constraints;
        this.hashed = demand.orElseGet(() -> Stream.concat(requirements.stream(), constraints.stream())
                .anyMatch(it -> it.line().hasHashOption()));
        requirements.forEach(this::pin);
    }

    private void pin(Asked asked) {
        RequirementLine line = asked.line();
        if (line.namesOneFile() || line.pin().isPresent()) {
            List<Asked> same = line.pin().isPresent() ? constraintsOf(line) : List.of();
            same.stream().filter(it -> it.line().marker().isEmpty()).forEach(it -> check(asked, it));
            accept(
                    asked,
                    line.pinned(asked.place(), line, line.marker().stream().toList()));
            return;
        }
        List<Asked> pinning = constraintsOf(line).stream()
                .filter(it -> it.line().pin().isPresent())
                .toList();
        if (pinning.isEmpty()) {
            loose.add(asked);
            return;
        }
        byConstraint.add(asked);
        for (Asked constraint : pinning) {
            check(constraint, asked);
            List<Marker> both = Stream.concat(line.marker().stream(), constraint.line().marker().stream())
                    .toList();
            accept(asked, line.pinned(asked.place(), constraint.line(), both));
        }
    }

    private List<Asked> constraintsOf(RequirementLine line) {
        return line.requirement().isEmpty()
                ? List.of()
                : constraints.stream()
                        .filter(it -> it.line()
                                .requirement()
                                .map(Requirement::name)
                                .equals(line.requirement().map(Requirement::name)))
                        .toList();
    }

    private void accept(Asked asked, PinnedLine pin) {
        if (hashed && pin.hashes().isEmpty()) {
            loose.add(asked);
        } else {
            pins.add(pin);
        }
    }

    /** Whether what one of them pins, the other allows. */
    private void check(Asked pinning, Asked other) {
        Specifier pin = pinning.line().pin().orElseThrow();
        Requirement allowed = other.line().requirement().orElseThrow();
        if (pin.version().isPresent()
                && !allowed.specifiers().contains(pin.version().get())) {
            problems.add(Problem.of(
                            ErrorCode.REQUIREMENT_INVALID,
                            "`" + pinning.line().requirement().orElseThrow().name() + pin + "` does not fulfil " + "`"
                                    + allowed.withoutMarker() + "` at " + other.place(),
                            "compile the requirements again")
                    .at(pinning.place()));
        }
    }

    /** Whether every file must have a hash. */
    boolean hashed() {
        return hashed;
    }

    List<PinnedLine> pins() {
        return pins;
    }

    /** Requirements that only a constraint pins, and perhaps only in some environments. */
    List<Asked> byConstraint() {
        return byConstraint;
    }

    /** Requirements that nothing pins, or not by a hash where hashes are demanded; the first place first. */
    List<Asked> loose() {
        var seen = new TreeSet<String>();
        return loose.stream().filter(it -> seen.add(it.place().toString())).toList();
    }

    List<Problem> problems() {
        return problems;
    }
}
