package dev.terrarium.python.lockfile;

import dev.terrarium.python.Extra;
import dev.terrarium.python.Group;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds what is needed of a {@code poetry.lock} before version 2.1, where no package says who needs it: by following dependencies
 * from the project, as Poetry does.
 */
final class PoetryWalk {
    private final Map<PackageName, List<PoetryPackage>> byName = new HashMap<>();
    private final Map<PackageName, PoetryPackage> reached = new LinkedHashMap<>();
    private final Set<String> walked = new HashSet<>();
    private final Deque<Step> open = new ArrayDeque<>();
    private final Target target;
    private final Picking picking;

    /**
     * Dependencies still to be followed.
     *
     * @param extras that are on
     * @param switchedOn dependencies that count although they are optional
     */
    private record Step(String from, List<PoetryPackage.Edge> edges, Set<Extra> extras, Set<PackageName> switchedOn) {}

    PoetryWalk(List<PoetryPackage> packages, Target target, Picking picking) {
        packages.forEach(it ->
                byName.computeIfAbsent(it.name(), name -> new ArrayList<>()).add(it));
        this.target = target;
        this.picking = picking;
    }

    /** @param extras those of the project, and what each switches on */
    List<PoetryPackage> walk(PoetryProject project, Map<Extra, Set<PackageName>> extras, ProjectLock.Wanted wanted) {
        Set<PackageName> switchedOn = wanted.extras().stream()
                .flatMap(extra -> extras.getOrDefault(extra, Set.of()).stream())
                .collect(Collectors.toSet());
        open.add(new Step("the project", project.main(), wanted.extras(), switchedOn));
        for (Extra extra : wanted.extras()) {
            open.add(new Step("the extra `" + extra + "`", project.extra(extra), wanted.extras(), Set.of()));
        }
        for (Group group : wanted.groups()) {
            open.add(new Step("the group `" + group + "`", project.group(group), Set.of(), Set.of()));
        }
        while (!open.isEmpty()) {
            Step step = open.removeFirst();
            step.edges().forEach(edge -> follow(step, edge));
        }
        return List.copyOf(reached.values());
    }

    private void follow(Step step, PoetryPackage.Edge edge) {
        Set<String> active = step.extras().stream().map(Extra::name).collect(Collectors.toSet());
        if (edge.optional() && !step.switchedOn().contains(edge.name())
                || !edge.pythons().admits(target.python())
                || !picking.counts(edge.name(), edge.marker(), active)) {
            return;
        }
        List<PoetryPackage> all = byName.getOrDefault(edge.name(), List.of());
        List<PoetryPackage> fitting = all.stream()
                .filter(it -> all.size() == 1
                        || edge.versions().admits(it.version()) && it.pythons().admits(target.python()))
                .toList();
        if (fitting.size() != 1) {
            String count = fitting.isEmpty() ? "is not in the lock" : "is in the lock more than once";
            picking.wrong("`" + edge.name() + "`, required by " + step.from() + ", " + count, PoetryLock.PLACE);
            return;
        }
        reach(fitting.getFirst(), edge);
    }

    private void reach(PoetryPackage one, PoetryPackage.Edge edge) {
        PoetryPackage before = reached.putIfAbsent(one.name(), one);
        if (before != null && !before.equals(one)) {
            picking.wrong(
                    "`" + before.locked() + "` and `" + one.locked()
                            + "` are both needed, and only one can be installed",
                    one.spot().place());
            return;
        }
        String from = "`" + one.name() + "`";
        if (walked.add(one.name().text())) {
            open.add(new Step(from, one.dependencies(), Set.of(), Set.of()));
        }
        for (Extra extra : edge.extras()) {
            if (walked.add(one.name() + "[" + extra + "]")) {
                Set<PackageName> on = one.extras().getOrDefault(extra, Set.of());
                List<PoetryPackage.Edge> added = one.dependencies().stream()
                        .filter(it -> it.optional() && on.contains(it.name()))
                        .toList();
                open.add(new Step(from, added, Set.of(extra), on));
            }
        }
    }
}
