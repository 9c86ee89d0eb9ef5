package dev.terrarium.python;

import java.util.Optional;

/**
 * A list of requirements that a project keeps for itself and never publishes, such as {@code dev}; normalised like a package's name.
 *
 * @see <a href="https://packaging.python.org/en/latest/specifications/dependency-groups/">dependency groups</a>
 */
public record Group(String name) implements Comparable<Group> {
    public Group {
        if (!PackageName.normalized(name).filter(name::equals).isPresent()) {
            throw new IllegalArgumentException("not a normalised name: " + name);
        }
    }

    /** Reads a name as people and files write it. */
    public static Optional<Group> parse(String text) {
        return PackageName.normalized(text).map(Group::new);
    }

    /** As {@link #parse}, for where a bad name is the text's fault. */
    public static Group read(String text) throws Malformed {
        return parse(text)
                .orElseThrow(() -> new Malformed("not a name of a dependency group: `" + Malformed.shown(text) + "`"));
    }

    @Override
    public int compareTo(Group other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
