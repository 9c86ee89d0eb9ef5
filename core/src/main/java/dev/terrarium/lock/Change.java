package dev.terrarium.lock;

/** What a lock said before and says now: told to the person, since a lock never changes silently. */
public sealed interface Change {
    record Created(int packages) implements Change {}

    record Added(String name, String version, String why) implements Change {}

    record Dropped(String name, String version) implements Change {}

    record Moved(String name, String from, String to) implements Change {}

    /** One line for a terminal. */
    default String sentence() {
        return switch (this) {
            case Created(var packages) -> "created with " + packages + " packages";
            case Added(var name, var version, var why) -> "added " + name + " " + version + " (" + why + ")";
            case Dropped(var name, var version) -> "dropped " + name + " " + version + ": nobody asks for it any more";
            case Moved(var name, var from, var to) -> "moved " + name + " " + from + " → " + to;
        };
    }
}
