package dev.terrarium.project.configuration;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Names of extras, groups and projects in the one spelling in which they are compared. */
public final class Names {
    private Names() {}

    /**
     * Runs of {@code -}, {@code _} and {@code .} become one {@code -}, letters lower case.
     *
     * @see <a href="https://packaging.python.org/en/latest/specifications/name-normalization/">name normalization</a>
     */
    public static String normalised(String name) {
        return name.replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT);
    }

    static List<String> normalised(Collection<String> names) {
        return names.stream().map(Names::normalised).collect(Collectors.toCollection(TreeSet::new)).stream()
                .toList();
    }

    static List<String> both(Collection<String> some, Collection<String> others) {
        var all = new TreeSet<>(some);
        all.addAll(others);
        return List.copyOf(all);
    }

    /** A path of a configuration in one folder, for somebody in another, from where that folder is to be reached by a path. */
    static String seenFrom(String folder, String path) {
        return path.startsWith("/") ? path : folder + "/" + path;
    }
}
