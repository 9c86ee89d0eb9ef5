package dev.terrarium.cli.build;

import dev.terrarium.cli.terminal.Figures;
import dev.terrarium.json.Json;
import dev.terrarium.python.prune.PruneFacts.Candidate;
import dev.terrarium.python.prune.Pruning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was pruned from the wheels of an image and what it saves, and what stayed although it was asked for. */
public record PruneReport(String platform, Pruning pruning) {
    private static final int MOST_TOLD = 5;

    boolean isEmpty() {
        return pruning.removed().isEmpty() && pruning.kept().isEmpty();
    }

    /** {@code 34.1 MB of 7 packages: pandas 12.3 MB (tests), …}. */
    String sentence() {
        List<String> packages = pruning.removed().entrySet().stream()
                .sorted(Comparator.<java.util.Map.Entry<String, List<Candidate>>>comparingLong(
                                one -> -bytes(one.getValue()))
                        .thenComparing(java.util.Map.Entry::getKey))
                .map(one -> one.getKey() + " " + Figures.bytes(bytes(one.getValue())) + " ("
                        + one.getValue().stream()
                                .map(candidate -> candidate.rule().toString())
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(", "))
                        + ")")
                .toList();
        String told = String.join(", ", packages.subList(0, Math.min(MOST_TOLD, packages.size())));
        return Figures.bytes(pruning.bytes()) + " of " + Figures.count(packages.size(), "package")
                + (packages.isEmpty() ? "" : ": " + told)
                + (packages.size() > MOST_TOLD ? " and " + (packages.size() - MOST_TOLD) + " more" : "");
    }

    /** {@code numpy/tests of numpy: `numpy/conftest.py` mentions it}. */
    List<String> keptSentences() {
        return pruning.kept().stream()
                .map(kept -> kept.candidate().shown() + " of " + kept.wheel() + ": " + kept.because())
                .sorted()
                .toList();
    }

    Json document() {
        var removed = new ArrayList<Json>();
        pruning.removed().forEach((wheel, candidates) -> {
            var rules = new TreeMap<String, Long>();
            candidates.forEach(one -> rules.merge(one.rule().toString(), one.bytes(), Long::sum));
            rules.forEach((rule, bytes) -> removed.add(
                    Json.Members.EMPTY.with("package", wheel).with("rule", rule).with("bytes", bytes)));
        });
        return Json.Members.EMPTY
                .with("platform", platform)
                .with("bytes", pruning.bytes())
                .with("removed", Json.items(removed))
                .with(
                        "kept",
                        Json.items(pruning.kept().stream()
                                .map(kept -> (Json) Json.Members.EMPTY
                                        .with("package", kept.wheel())
                                        .with("rule", kept.candidate().rule().toString())
                                        .with("path", kept.candidate().shown())
                                        .with("because", kept.because()))
                                .toList()));
    }

    private static long bytes(List<Candidate> candidates) {
        return candidates.stream().mapToLong(Candidate::bytes).sum();
    }
}
