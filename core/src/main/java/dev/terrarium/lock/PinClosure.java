package dev.terrarium.lock;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.Extra;
import dev.terrarium.python.MarkerEnvironment;
import dev.terrarium.python.Metadata;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Requirement;
import dev.terrarium.python.Target;
import dev.terrarium.python.lockfile.ChosenWheel;
import dev.terrarium.python.lockfile.LockedPackage;
import dev.terrarium.python.lockfile.LockedPackages;
import dev.terrarium.python.resolve.WheelMetadata;
import dev.terrarium.store.Records;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Checks that pinned wheels ask for nothing that is not pinned: a list that somebody froze may lack a line, and an image would find
 * out by its first import.
 *
 * <p>Nothing is added and nothing is moved: that is the business of the tool that wrote the list. What was found in order is
 * remembered, so that a build that changes nothing opens no wheel.
 */
public final class PinClosure {
    private final Store store;
    private final Records records;

    public PinClosure(Store store) {
        this.store = store;
        this.records = store.records("pin-closure", 1);
    }

    /** Whether this very selection was in order before, so that its wheels need not be at hand. */
    public boolean knows(LockedPackages pins, List<ChosenWheel> wheels, Target target) throws IOException {
        return records.find(key(pins, wheels, target)).isPresent();
    }

    /**
     * Reads what every wheel requires.
     *
     * @param pins with the extras that were asked for
     * @param wheels which are all in the store
     * @throws UserError REQUIREMENT_INVALID with all that is missing or contradicts itself
     */
    public void check(LockedPackages pins, List<ChosenWheel> wheels, Target target) throws IOException {
        Map<PackageName, Metadata> metadata = new TreeMap<>();
        for (ChosenWheel wheel : wheels) {
            metadata.put(wheel.name(), WheelMetadata.inside(store.pathOf(wheel.sha256()), wheel.filename()));
        }
        var walk = new Walk(metadata, pins, target);
        walk.all();
        if (!walk.problems.isEmpty()) {
            throw new UserError(List.copyOf(walk.problems));
        }
        records.add(key(pins, wheels, target), new byte[0]);
    }

    private static Digest key(LockedPackages pins, List<ChosenWheel> wheels, Target target) {
        var text = new StringBuilder("pin-closure " + target + " " + target.python() + "\n");
        pins.packages()
                .forEach(one ->
                        text.append(one.name()).append(' ').append(extras(one)).append('\n'));
        wheels.forEach(wheel -> text.append(wheel.sha256()).append('\n'));
        return Digest.ofBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static SortedSet<Extra> extras(LockedPackage one) {
        return one.offer() instanceof LockedPackage.Offer.Pin(var extras) ? extras : new java.util.TreeSet<>();
    }

    /** One walk along everything that wheels require. */
    private static final class Walk {
        private final Map<PackageName, Metadata> metadata;
        private final Map<PackageName, LockedPackage> lines = new TreeMap<>();
        private final Target target;
        private final MarkerEnvironment environment;
        private final Deque<Step> open = new ArrayDeque<>();
        private final Set<Step> seen = new HashSet<>();
        private final Set<Problem> problems = new LinkedHashSet<>();

        /** A distribution, with or without one of its extras. */
        private record Step(PackageName name, Optional<Extra> extra) {}

        Walk(Map<PackageName, Metadata> metadata, LockedPackages pins, Target target) {
            this.metadata = metadata;
            this.target = target;
            this.environment = MarkerEnvironment.of(target);
            for (LockedPackage one : pins.packages()) {
                lines.put(one.name(), one);
                add(one.name(), List.copyOf(extras(one)));
            }
        }

        private void add(PackageName name, List<Extra> extras) {
            var steps = new ArrayList<>(List.of(new Step(name, Optional.empty())));
            extras.forEach(extra -> steps.add(new Step(name, Optional.of(extra))));
            steps.stream().filter(seen::add).forEach(open::add);
        }

        void all() {
            while (!open.isEmpty()) {
                Step step = open.removeFirst();
                Metadata one = metadata.get(step.name());
                if (one != null) {
                    checkPython(one);
                    Set<String> active =
                            step.extra().map(it -> Set.of(it.name())).orElse(Set.of());
                    one.requires().stream()
                            .filter(it -> it.appliesTo(environment, active))
                            .forEach(it -> follow(one, it));
                }
            }
        }

        private void checkPython(Metadata one) {
            if (!one.requiresPython().contains(target.python())) {
                problems.add(problem(
                        one,
                        "`" + shown(one) + "` requires Python `" + one.requiresPython() + "`, and the image gets "
                                + target.python(),
                        "choose another Python with --python, or pin another version"));
            }
        }

        private void follow(Metadata from, Requirement needed) {
            Metadata there = metadata.get(needed.name());
            if (there == null) {
                problems.add(problem(
                        from,
                        "`" + shown(from) + "` requires `" + needed.withoutMarker() + "`, and no line pins `"
                                + needed.name() + "`",
                        "add a line for it: `pip freeze --all` writes everything that is installed"));
            } else if (!needed.specifiers().contains(there.version())) {
                problems.add(problem(
                        from,
                        "`" + shown(from) + "` requires `" + needed.withoutMarker() + "`, and `" + there.name() + "=="
                                + there.version() + "` is pinned",
                        "pin versions that fit each other: `pip check` tells which do"));
            } else {
                add(needed.name(), needed.extras());
            }
        }

        private Problem problem(Metadata one, String message, String hint) {
            Problem problem = Problem.of(ErrorCode.REQUIREMENT_INVALID, message, hint);
            LockedPackage line = lines.get(one.name());
            return line == null ? problem : problem.at(line.place());
        }

        private static String shown(Metadata one) {
            return one.name() + " " + one.version();
        }
    }
}
