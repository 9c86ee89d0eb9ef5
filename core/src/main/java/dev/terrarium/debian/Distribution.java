package dev.terrarium.debian;

import java.util.List;

/**
 * Whose packages a system is made of: the distributions whose archives, keys and suites this program knows.
 *
 * <p>Not a name that anybody can write: a base needs facts about its archive that no archive tells of itself. Packages of others
 * come from repositories beside the distribution's own.
 */
public enum Distribution {
    DEBIAN("debian", "Debian"),
    UBUNTU("ubuntu", "Ubuntu");

    private final String id;
    private final String origin;

    Distribution(String id, String origin) {
        this.id = id;
        this.origin = origin;
    }

    /** As {@code os} and the keys of the configuration call it. */
    public String id() {
        return id;
    }

    /** What its Release files say about their origin, and what people call it. */
    public String origin() {
        return origin;
    }

    /** The parts of its archive that are free software, where everything is that images are made of. */
    public List<String> components() {
        return switch (this) {
            case DEBIAN -> List.of("main");
            case UBUNTU -> List.of("main", "universe");
        };
    }
}
