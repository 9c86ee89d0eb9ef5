package dev.terrarium.project;

import dev.terrarium.error.Problem;
import dev.terrarium.project.configuration.Names;
import dev.terrarium.python.toml.TomlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The table {@code [dependency-groups]} with its includes expanded in their places.
 *
 * @see <a href="https://packaging.python.org/en/latest/specifications/dependency-groups/">dependency groups</a>
 */
final class DependencyGroups {
    private static final String INCLUDE = "include-group";

    private final Map<String, TomlValue> groups = new LinkedHashMap<>();
    private final List<Problem> problems;

    DependencyGroups(TomlValue.Table table, List<Problem> problems) {
        this.problems = problems;
        table.values().forEach((name, group) -> {
            if (groups.putIfAbsent(Names.normalised(name), group) != null) {
                problems.add(group.spot().problem("the dependency group `" + name + "` is there twice"));
            }
        });
    }

    SortedMap<String, List<String>> all() {
        var all = new TreeMap<String, List<String>>();
        groups.forEach((name, group) -> {
            var requirements = new ArrayList<String>();
            expand(name, group, new LinkedHashSet<>(), requirements);
            all.put(name, List.copyOf(requirements));
        });
        return all;
    }

    private void expand(String name, TomlValue group, SequencedSet<String> through, List<String> requirements) {
        if (!(group instanceof TomlValue.Array array)) {
            problem(group, "the dependency group `" + name + "` must be an array, not " + group.kind());
            return;
        }
        if (!through.add(name)) {
            problem(group, "dependency groups include each other: " + String.join(" → ", through) + " → " + name);
            return;
        }
        for (TomlValue item : array.items()) {
            switch (item) {
                case TomlValue.Text(var requirement, var spot) -> requirements.add(requirement);
                case TomlValue.Table table -> include(table, name, through, requirements);
                case TomlValue.Array _, TomlValue.Whole _, TomlValue.Decimal _, TomlValue.Flag _, TomlValue.Moment _ ->
                    problem(item, "the dependency group `" + name + "` holds " + item.kind());
            }
        }
        through.removeLast();
    }

    private void include(TomlValue.Table table, String name, SequencedSet<String> through, List<String> requirements) {
        if (!(table.at(INCLUDE).orElse(null) instanceof TomlValue.Text(var written, var spot))
                || table.keys().size() != 1) {
            problem(table, "the dependency group `" + name + "` holds a table other than `{include-group = \"…\"}`");
            return;
        }
        String included = Names.normalised(written);
        TomlValue group = groups.get(included);
        if (group != null) {
            expand(included, group, through, requirements);
        } else {
            problem(table, "the dependency group `" + name + "` includes `" + included + "`, which is not there");
        }
    }

    /** A group that others include is looked at more than once; what is wrong with it is told once. */
    private void problem(TomlValue value, String message) {
        Problem problem = value.spot().problem(message.replaceAll("\\p{Cntrl}", "?"));
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }
}
