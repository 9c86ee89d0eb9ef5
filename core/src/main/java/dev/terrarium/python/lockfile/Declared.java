package dev.terrarium.python.lockfile;

import dev.terrarium.python.Extra;
import dev.terrarium.python.Group;
import dev.terrarium.python.Requirement;
import dev.terrarium.python.Specifiers;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a project says that it needs, to be compared with what its lock answers.
 *
 * @param requiresPython {@link Specifiers#ANY} when it says nothing
 * @param groups with their includes resolved
 */
public record Declared(
        Specifiers requiresPython,
        List<Requirement> dependencies,
        SortedMap<Extra, List<Requirement>> optional,
        SortedMap<Group, List<Requirement>> groups) {
    public Declared {
        dependencies = List.copyOf(dependencies);
        optional = Collections.unmodifiableSortedMap(new TreeMap<>(optional));
        groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
    }
}
