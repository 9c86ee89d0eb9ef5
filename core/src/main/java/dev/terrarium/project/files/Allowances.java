package dev.terrarium.project.files;

import dev.terrarium.project.configuration.Configuration.AllowedSecret;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Which secrets somebody said may go in, and which of these sentences were of any use. */
final class Allowances {
    private final Map<AllowedSecret, IgnoreRules> rules;
    private final Set<AllowedSecret> used = ConcurrentHashMap.newKeySet();

    Allowances(List<AllowedSecret> allowed) {
        this.rules = allowed.stream()
                .collect(Collectors.toMap(one -> one, one -> IgnoreRules.of(List.of(one.path())), (one, same) -> one));
    }

    /** Whether a path is named; asking makes no allowance a used one. */
    boolean cover(String path, boolean isDirectory) {
        return rules.values().stream().anyMatch(rule -> rule.covers(path, isDirectory));
    }

    /** Whether the secrets in a file may go in; whoever said so is needed. */
    boolean permit(String path) {
        boolean permitted = false;
        for (var one : rules.entrySet()) {
            if (one.getValue().covers(path, false)) {
                used.add(one.getKey());
                permitted = true;
            }
        }
        return permitted;
    }

    /** Those that named nothing in which a secret was found. */
    List<AllowedSecret> unused() {
        return rules.keySet().stream()
                .filter(one -> !used.contains(one))
                .sorted(java.util.Comparator.comparing(AllowedSecret::path))
                .toList();
    }
}
