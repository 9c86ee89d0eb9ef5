package dev.terrarium.project.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines of one or several files in the order in which they count: the last that matches decides. */
final class IgnoreRules {
    static final IgnoreRules NONE = new IgnoreRules(List.of());

    private final List<IgnoreRule> rules;

    private IgnoreRules(List<IgnoreRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Patterns of the configuration, relative to the project. */
    static IgnoreRules of(List<String> patterns) {
        return NONE.plus(patterns, "", "");
    }

    /** These, and stronger ones from a file in a directory deeper down. */
    IgnoreRules plus(List<String> lines, String base, String above) {
        var more = new ArrayList<>(rules);
        lines.forEach(line -> IgnoreRule.parse(line, base, above).ifPresent(more::add));
        return new IgnoreRules(more);
    }

    /** Whether the last matching line names the path ({@code true}), takes it back ({@code false}), or there is none. */
    Optional<Boolean> decide(String path, boolean isDirectory) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            if (rules.get(i).matches(path, isDirectory)) {
                return Optional.of(!rules.get(i).negated());
            }
        }
        return Optional.empty();
    }

    boolean matches(String path, boolean isDirectory) {
        return decide(path, isDirectory).orElse(false);
    }

    /** Whether the path, or a directory above it, is named. */
    boolean covers(String path, boolean isDirectory) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (matches(path.substring(0, slash), true)) {
                return true;
            }
        }
        return matches(path, isDirectory);
    }

    /** Whether a line means just this directory or something in it, and not whatever fits a wildcard. */
    boolean spellOut(String directory) {
        return rules.stream().anyMatch(rule -> rule.spellsOut(directory));
    }

    /** @param onlyAnchored whether patterns without a slash, which may match everywhere, are left out of the question */
    boolean mayMatchBelow(String directory, boolean onlyAnchored) {
        return rules.stream()
                .anyMatch(
                        rule -> !rule.negated() && (rule.anchored() || !onlyAnchored) && rule.mayMatchBelow(directory));
    }
}
