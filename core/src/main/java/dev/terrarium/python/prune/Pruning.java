package dev.terrarium.python.prune;

import dev.terrarium.python.prune.PruneFacts.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is pruned from the wheels of an image, with what it saves, and what stays although somebody asked, with the reason.
 *
 * <p>The proof is over all that goes in: nothing outside a directory mentions it, neither by a module's name in any wheel or in the
 * project, nor by the directory's name in a string of its own wheel. What is kept may mention what else is to go, which then stays as well.
 *
 * @param removed by the normalised name of the wheel
 */
public record Pruning(SortedMap<String, List<Candidate>> removed, List<Kept> kept) {
    public static final Pruning NONE = new Pruning(new TreeMap<>(), List.of());

    public Pruning {
        removed = Collections.unmodifiableSortedMap(new TreeMap<>(removed));
        kept = List.copyOf(kept);
    }

    /** @param because a sentence's end: {@code `pandas/conftest.py` mentions it} */
    public record Kept(String wheel, Candidate candidate, String because) {}

    /**
     * @param wheels facts by the normalised name of the wheel
     * @param project what the project's own sources mention
     * @param shared paths that several wheels carry, from the image's root
     */
    public static Pruning decide(
            SortedMap<String, PruneFacts> wheels, Set<PruneRule> rules, References project, Set<String> shared) {
        var state = new Decision(project);
        wheels.forEach((wheel, facts) -> state.add(wheel, facts, rules, shared));
        return state.settle(wheels);
    }

    /** Paths from the image's root that wheels are installed without, by the normalised name of the wheel. */
    public SortedMap<String, List<String>> paths() {
        var paths = new TreeMap<String, List<String>>();
        removed.forEach((wheel, candidates) -> paths.put(
                wheel,
                candidates.stream()
                        .flatMap(candidate -> candidate.paths().stream())
                        .sorted()
                        .toList()));
        return paths;
    }

    /** How many bytes all of it would take. */
    public long bytes() {
        return removed.values().stream()
                .flatMap(List::stream)
                .mapToLong(Candidate::bytes)
                .sum();
    }

    /** A directory that is still to go, and its place in the facts of its wheel. */
    private record Going(String wheel, int index, Candidate candidate) {}

    /** What is alive keeps what it mentions, until nothing more is mentioned. */
    private static final class Decision {
        private final List<Going> going = new ArrayList<>();
        private final List<Kept> kept = new ArrayList<>();
        private final TreeMap<String, String> modules = new TreeMap<>();
        private final Map<String, Map<String, String>> names = new TreeMap<>();

        Decision(References project) {
            modules.putAll(project.modules());
        }

        void add(String wheel, PruneFacts facts, Set<PruneRule> rules, Set<String> shared) {
            var dead = new HashSet<Integer>();
            for (int i = 0; i < facts.candidates().size(); i++) {
                Candidate candidate = facts.candidates().get(i);
                if (!rules.contains(candidate.rule())) {
                    continue;
                }
                Optional<String> common = shared.stream()
                        .filter(path -> candidate.paths().stream()
                                .anyMatch(one -> path.equals(one) || path.startsWith(one + "/")))
                        .findFirst();
                if (common.isPresent()) {
                    kept.add(new Kept(wheel, candidate, "another package has files there too"));
                } else {
                    going.add(new Going(wheel, i, candidate));
                    dead.add(i);
                }
            }
            facts.references().forEach((group, references) -> {
                if (!dead.contains(group)) {
                    live(wheel, references);
                }
            });
        }

        private void live(String wheel, References references) {
            references.modules().forEach(modules::putIfAbsent);
            var own = names.computeIfAbsent(wheel, key -> new TreeMap<>());
            references.names().forEach(own::putIfAbsent);
        }

        Pruning settle(SortedMap<String, PruneFacts> wheels) {
            boolean changed = true;
            while (changed) {
                changed = false;
                for (Going one : List.copyOf(going)) {
                    Optional<String> file = mentionOf(one);
                    if (file.isPresent()) {
                        going.remove(one);
                        kept.add(new Kept(one.wheel(), one.candidate(), "`" + file.get() + "` mentions it"));
                        PruneFacts facts = wheels.getOrDefault(one.wheel(), new PruneFacts(List.of(), new TreeMap<>()));
                        live(one.wheel(), facts.references().getOrDefault(one.index(), new References()));
                        changed = true;
                    }
                }
            }
            var removed = new TreeMap<String, List<Candidate>>();
            going.forEach(one -> removed.computeIfAbsent(one.wheel(), key -> new ArrayList<>())
                    .add(one.candidate()));
            return new Pruning(removed, kept);
        }

        private Optional<String> mentionOf(Going one) {
            String module = one.candidate().module();
            Map<String, String> own = names.getOrDefault(one.wheel(), Map.of());
            String name = one.candidate().name();
            String file = own.get(name);
            for (String entry : one.candidate().entries()) {
                file = file == null ? own.get(name + "/" + entry) : file;
            }
            if (file == null && !module.isEmpty()) {
                file = modules.get(module);
                Map.Entry<String, String> below = modules.higherEntry(module + ".");
                if (file == null && below != null && below.getKey().startsWith(module + ".")) {
                    file = below.getValue();
                }
            }
            return Optional.ofNullable(file);
        }
    }
}
