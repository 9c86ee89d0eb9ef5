package dev.terrarium.python;

import java.util.Optional;

/**
 * An optional part of a distribution: the {@code async} of {@code django[async]}, normalised like a package's name.
 *
 * @see <a href="https://peps.python.org/pep-0685/">PEP 685</a>
 */
public record Extra(String name) implements Comparable<Extra> {
    public Extra {
        if (!PackageName.normalized(name).filter(name::equals).isPresent()) {
            throw new IllegalArgumentException("not a normalised name: " + name);
        }
    }

    /** Reads a name as people and files write it. */
    public static Optional<Extra> parse(String text) {
        return PackageName.normalized(text).map(Extra::new);
    }

    /** As {@link #parse}, for where a bad name is the text's fault. */
    public static Extra read(String text) throws Malformed {
        return parse(text).orElseThrow(() -> new Malformed("not a name of an extra: `" + Malformed.shown(text) + "`"));
    }

    @Override
    public int compareTo(Extra other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
