package dev.terrarium.python.lockfile;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.Marker;
import dev.terrarium.python.MarkerEnvironment;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What of a lock's entries goes in, one of each name; and all that keeps the others, or the whole lock, from it. */
final class Picking {
    private final MarkerEnvironment environment;
    private final String repair;
    private final Map<PackageName, LockedPackage> picked = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();

    /** @param repair the hint for a lock that contradicts itself: {@code run `poetry lock`} */
    Picking(Target target, String repair) {
        this.environment = MarkerEnvironment.of(target);
        this.repair = repair;
    }

    void note(String text) {
        notes.add(text);
    }

    void problem(Problem problem) {
        problems.add(problem);
    }

    List<Problem> problems() {
        return problems;
    }

    MarkerEnvironment environment() {
        return environment;
    }

    /** Whether an entry counts; a marker that asks for the kernel is told. */
    boolean counts(PackageName name, Optional<Marker> marker, Set<String> active) {
        if (marker.filter(Marker::readsTheKernel).isPresent()) {
            note("`" + name + "` depends on the kernel by its marker; an image has none, so it is taken as unknown");
        }
        return marker.map(it -> it.holds(environment, active)).orElse(true);
    }

    void unknown(String what, String name, Collection<?> known, Place place) {
        String there = known.isEmpty()
                ? "it has none"
                : "it has "
                        + String.join(
                                ", ", known.stream().map(it -> "`" + it + "`").toList());
        problems.add(Problem.of(
                        ErrorCode.LOCK_INVALID,
                        "the lock knows no " + what + " `" + name + "`: " + there,
                        "check the name, or " + repair)
                .at(place));
    }

    /** @param why goes on from the name: {@code is taken from git} */
    void unsupported(PackageName name, String why, Place place) {
        problems.add(Problem.of(
                        ErrorCode.NOT_IN_THIS_VERSION,
                        "`" + name + "` " + why + ", which is not in this version",
                        "publish it as a wheel to an index, or depend on a wheel's address or path")
                .at(place));
    }

    void wrong(String message, Place place) {
        problems.add(Problem.of(ErrorCode.LOCK_INVALID, message, repair).at(place));
    }

    /** @param pythons as the lock writes them */
    void wrongPython(String pythons, Target target, Place place) {
        problems.add(Problem.of(
                        ErrorCode.LOCK_INVALID,
                        "the lock is for Python `" + Malformed.shown(pythons) + "`, and the image gets "
                                + target.python(),
                        "choose another Python with --python, or " + repair)
                .at(place));
    }

    void add(LockedPackage one) {
        LockedPackage before = picked.putIfAbsent(one.name(), one);
        if (before != null) {
            wrong("`" + before + "` and `" + one + "` are both selected, and only one can be installed", one.place());
        }
    }

    /** @param unhashed how many files of it stand there without a SHA-256 */
    void add(LockedPackage one, int unhashed) {
        boolean nothing =
                one.offer() instanceof LockedPackage.Offer.Wheels(var wheels, var sources) && wheels.isEmpty();
        if (nothing && unhashed > 0) {
            wrong("the wheels of `" + one + "` are locked without a sha256", one.place());
        } else {
            add(one);
        }
    }

    /** Ends the selection if something is wrong by now. */
    void stopIfWrong() {
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
    }

    LockedPackages finish() {
        stopIfWrong();
        List<LockedPackage> packages = picked.values().stream()
                .map(one -> one.withDependencies(
                        one.dependencies().stream().filter(picked::containsKey).toList()))
                .toList();
        return new LockedPackages(packages, List.copyOf(notes));
    }
}
