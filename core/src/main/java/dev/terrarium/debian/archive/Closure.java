package dev.terrarium.debian.archive;

import dev.terrarium.debian.Dependency;
import dev.terrarium.debian.Relation;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that some packages need to run, down to the C library.
 *
 * <p>Not a solver: of each name there is one version, so nothing has to be tried. Of alternatives the first that can be had is
 * taken, or one that is in already. Who asks first is served first and whole, so that what a later root needs never changes what
 * an earlier one got: the base of an image is the same whatever stands on it. {@code Recommends} are not followed, {@code
 * Conflicts} not looked at: nothing is ever removed here.
 */
public final class Closure {
    private final ArchiveSnapshot snapshot;
    private final Exclusions exclusions;
    private final Map<String, BinaryPackage> chosen = new TreeMap<>();
    private final Map<String, SortedSet<String>> askedBy = new TreeMap<>();
    private final Set<String> problems = new LinkedHashSet<>();

    private Closure(ArchiveSnapshot snapshot, Exclusions exclusions) {
        this.snapshot = snapshot;
        this.exclusions = exclusions;
    }

    /**
     * The packages that the roots need, the roots included, sorted by name.
     *
     * @param roots those with the same {@code askedBy} are one group; groups are served in the order of their first root
     * @throws UserError naming everything that cannot be had
     */
    public static List<Selected> of(ArchiveSnapshot snapshot, List<Root> roots, Exclusions exclusions) {
        var closure = new Closure(snapshot, exclusions);
        var groups = new LinkedHashMap<String, List<Relation>>();
        roots.forEach(root ->
                groups.computeIfAbsent(root.askedBy(), key -> new ArrayList<>()).add(root.relation()));
        groups.forEach(closure::add);
        if (!closure.problems.isEmpty()) {
            throw new UserError(closure.problems.stream()
                    .map(message -> Problem.of(
                            ErrorCode.PACKAGE_UNAVAILABLE,
                            message,
                            "check the package's name, and that the suite has it for " + snapshot.platform()))
                    .toList());
        }
        return closure.selected();
    }

    private void add(String asker, List<Relation> roots) {
        var waiting = new ArrayDeque<BinaryPackage>();
        var seen = new TreeSet<String>();
        for (Relation root : roots) {
            pick(new Dependency(List.of(root)))
                    .ifPresentOrElse(waiting::add, () -> problems.add(missing(new Dependency(List.of(root)), asker)));
        }
        while (!waiting.isEmpty()) {
            BinaryPackage next = waiting.poll();
            if (seen.add(next.name())) {
                chosen.put(next.name(), next);
                askedBy.computeIfAbsent(next.name(), name -> new TreeSet<>()).add(asker);
                waiting.addAll(needs(next));
            }
        }
    }

    private List<BinaryPackage> needs(BinaryPackage of) {
        var needed = new ArrayList<BinaryPackage>();
        for (Dependency dependency : of.depends()) {
            List<Relation> left = dependency.alternatives().stream()
                    .filter(relation ->
                            exclusions.row(of.name(), relation.name()).isEmpty())
                    .toList();
            if (!left.isEmpty()) {
                pick(new Dependency(left))
                        .ifPresentOrElse(needed::add, () -> problems.add(missing(dependency, "`" + of.name() + "`")));
            }
        }
        return needed;
    }

    private Optional<BinaryPackage> pick(Dependency dependency) {
        for (Relation relation : dependency.alternatives()) {
            for (BinaryPackage candidate : snapshot.satisfying(relation)) {
                if (chosen.containsKey(candidate.name())) {
                    return Optional.of(candidate);
                }
            }
        }
        for (Relation relation : dependency.alternatives()) {
            List<BinaryPackage> candidates = snapshot.satisfying(relation);
            if (!candidates.isEmpty()) {
                return Optional.of(candidates.getFirst());
            }
        }
        return Optional.empty();
    }

    private String missing(Dependency dependency, String asker) {
        String there = dependency.alternatives().stream()
                .flatMap(relation -> snapshot.newest(relation.name()).stream())
                .map(one -> "only " + one.name() + " " + one.version() + " is there")
                .findFirst()
                .orElse("no suite has it");
        return "`" + dependency + "`, asked for by " + asker + ", cannot be had: " + there;
    }

    private List<Selected> selected() {
        return chosen.values().stream()
                .map(one -> Selected.of(one, askedBy.getOrDefault(one.name(), new TreeSet<>())))
                .toList();
    }
}
