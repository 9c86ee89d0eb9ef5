package dev.terrarium.python.lockfile;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.python.Extra;
import dev.terrarium.python.Group;
import dev.terrarium.python.Marker;
import dev.terrarium.python.MarkerEnvironment;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Target;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One walk through {@code uv.lock} from a project along the dependencies that count for a target. */
final class UvWalk {
    private final Map<PackageName, List<UvPackage>> byName = new HashMap<>();
    private final UvPackage root;
    private final Path directory;
    private final MarkerEnvironment environment;
    private final Set<String> active = new HashSet<>();
    private final Map<PackageName, UvPackage> reached = new TreeMap<>();
    private final Map<PackageName, Set<PackageName>> dependencies = new HashMap<>();
    private final Set<String> walked = new HashSet<>();
    private final Deque<Step> open = new ArrayDeque<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> notes = new TreeSet<>();

    /** Dependencies still to be followed, and who has them. */
    private record Step(UvPackage from, List<UvPackage.Edge> edges) {}

    /** @param directory where the lock lies: paths in it are relative to it */
    UvWalk(List<UvPackage> packages, UvPackage root, Path directory, Target target) {
        packages.forEach(it ->
                byName.computeIfAbsent(it.name(), name -> new ArrayList<>()).add(it));
        this.root = root;
        this.directory = directory;
        this.environment = MarkerEnvironment.of(target);
    }

    LockedPackages walk(ProjectLock.Wanted wanted) {
        begin(wanted);
        while (!open.isEmpty()) {
            Step step = open.removeFirst();
            step.edges().forEach(edge -> follow(step.from(), edge));
        }
        reached.remove(root.name());
        var locked = new ArrayList<LockedPackage>();
        var projects = new ArrayList<LocalProject>();
        for (UvPackage it : reached.values()) {
            if (!it.source().isProject()) {
                locked(it).ifPresent(locked::add);
            } else if (it.source().kind() != UvSource.Kind.VIRTUAL) {
                projects.add(it.project(directory));
            }
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return new LockedPackages(locked, projects, List.copyOf(notes));
    }

    /** Markers for conflicting extras and groups name those that are on in a form that no extra can have. */
    private void begin(ProjectLock.Wanted wanted) {
        reached.put(root.name(), root);
        open.add(new Step(root, root.dependencies()));
        String owner = root.name().text().length() + "-" + root.name() + "-";
        active.add("project-" + root.name().text().length() + "-" + root.name());
        for (Extra extra : wanted.extras()) {
            active.add("extra-" + owner + extra);
            List<UvPackage.Edge> edges = root.optional().get(extra);
            if (edges == null && !declares("provides-extras", extra.name())) {
                problems.add(unknown("extra", extra.name(), root.optional().keySet()));
            }
            open.add(new Step(root, edges == null ? List.of() : edges));
        }
        for (Group group : wanted.groups()) {
            active.add("group-" + owner + group);
            List<UvPackage.Edge> edges = root.development().get(group);
            if (edges == null && !declares("requires-dev", group.name())) {
                problems.add(unknown(
                        "dependency group", group.name(), root.development().keySet()));
            }
            open.add(new Step(root, edges == null ? List.of() : edges));
        }
    }

    private boolean declares(String key, String name) {
        return root.metadata().flatMap(it -> it.at(key)).stream().anyMatch(it -> switch (it) {
            case dev.terrarium.python.toml.TomlValue.Table table -> table.keys().contains(name);
            case dev.terrarium.python.toml.TomlValue.Array array ->
                array.texts(key, new ArrayList<>()).stream()
                        .anyMatch(text -> text.value().equals(name));
            default -> false;
        });
    }

    private Problem unknown(String what, String name, Set<?> known) {
        String some = known.isEmpty()
                ? "it has none"
                : "it has "
                        + String.join(
                                ", ", known.stream().map(it -> "`" + it + "`").toList());
        return Problem.of(
                        ErrorCode.LOCK_INVALID,
                        "the lock knows no " + what + " `" + name + "` of `" + root.name() + "`: " + some,
                        "check the name, or run `uv lock`")
                .at(root.spot().place());
    }

    private void follow(UvPackage from, UvPackage.Edge edge) {
        if (edge.marker().isPresent()) {
            Marker marker = edge.marker().get();
            if (marker.readsTheKernel()) {
                notes.add("`" + edge.name()
                        + "` depends on the kernel by its marker; an image has none, so it is taken as unknown");
            }
            if (!marker.holds(environment, active)) {
                return;
            }
        }
        List<UvPackage> targets = byName.getOrDefault(edge.name(), List.of()).stream()
                .filter(edge::leadsTo)
                .toList();
        if (targets.size() != 1) {
            String count = targets.isEmpty() ? "is not in the lock" : "is in the lock more than once";
            problems.add(edge.spot()
                    .problem("`" + edge.name() + "`, required by `" + from.name() + "`, " + count, "run `uv lock`"));
            return;
        }
        dependencies.computeIfAbsent(from.name(), name -> new HashSet<>()).add(edge.name());
        reach(targets.getFirst(), edge);
    }

    private void reach(UvPackage target, UvPackage.Edge edge) {
        UvPackage before = reached.putIfAbsent(target.name(), target);
        if (before != null && !before.equals(target)) {
            problems.add(edge.spot()
                    .problem(
                            "`" + before.shown() + "` and `" + target.shown()
                                    + "` are both needed, and only one can be installed",
                            "run `uv lock`"));
            return;
        }
        if (walked.add(target.name().text())) {
            open.add(new Step(target, target.dependencies()));
        }
        for (Extra extra : edge.extras()) {
            if (walked.add(target.name() + "[" + extra + "]")) {
                active.add("extra-" + target.name().text().length() + "-" + target.name() + "-" + extra);
                open.add(new Step(target, target.optional().getOrDefault(extra, List.of())));
            }
        }
    }

    private Optional<LockedPackage> locked(UvPackage it) {
        Optional<String> unsupported = it.source().unsupported();
        if (unsupported.isPresent()) {
            problems.add(Problem.of(
                            ErrorCode.NOT_IN_THIS_VERSION,
                            "`" + it.name() + "` " + unsupported.get() + ", which is not in this version",
                            "publish it as a wheel to an index, or depend on a wheel's address or path")
                    .at(it.spot().place()));
            return Optional.empty();
        }
        if (it.version().isEmpty()) {
            problems.add(it.spot().problem("`" + it.name() + "` is locked without a version", "run `uv lock`"));
            return Optional.empty();
        }
        if (it.wheels().isEmpty() && it.unhashed() > 0) {
            problems.add(it.spot()
                    .problem(
                            "the wheels of `" + it.shown() + "` are locked without a sha256",
                            "use an index that tells hashes, and run `uv lock`"));
            return Optional.empty();
        }
        return Optional.of(new LockedPackage(
                it.name(),
                it.version().get(),
                new LockedPackage.Offer.Wheels(it.wheels(), it.hasSources()),
                List.copyOf(dependencies.getOrDefault(it.name(), Set.of())),
                it.spot().briefPlace()));
    }
}
