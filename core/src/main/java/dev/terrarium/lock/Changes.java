package dev.terrarium.lock;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares two locks, for people. */
public final class Changes {
    private static final String FOR_TWIN = "for the debug twin";

    private Changes() {}

    /** In the order of the later lock; what was dropped comes last. */
    public static List<Change> between(LockFile before, LockFile after) {
        if (before.packages().isEmpty() && before.buildRequirements().isEmpty()) {
            return List.of(new Change.Created(after.packages().size()));
        }
        var changes = new ArrayList<Change>();
        compare(named(before), named(after), changes);
        return changes;
    }

    private static void compare(Map<String, Named> before, Map<String, Named> after, List<Change> changes) {
        after.forEach((key, now) -> {
            Named then = before.get(key);
            if (then == null) {
                changes.add(new Change.Added(now.name(), now.version(), now.why()));
            } else if (!then.version().equals(now.version())) {
                changes.add(new Change.Moved(now.name(), then.version(), now.version()));
            }
        });
        before.forEach((key, then) -> {
            if (!after.containsKey(key)) {
                changes.add(new Change.Dropped(then.name(), then.version()));
            }
        });
    }

    private record Named(String name, String version, String why) {}

    private static Map<String, Named> named(LockFile lock) {
        Map<String, Named> named = new LinkedHashMap<>();
        lock.packages()
                .forEach(entry -> named.put(
                        entry.platform() + " " + entry.name(),
                        new Named(entry.name(), entry.version(), "for " + String.join(", ", entry.askedBy()))));
        lock.buildRequirements()
                .forEach(entry -> named.put(
                        "build " + entry.name(), new Named(entry.name(), entry.version(), "to build the project")));
        lock.debug()
                .packages()
                .forEach(entry -> named.put(
                        "debug " + entry.platform() + " " + entry.name(),
                        new Named(entry.name(), entry.version(), FOR_TWIN)));
        lock.debug()
                .wheels()
                .forEach(entry -> named.put(
                        "debug wheel " + entry.platform() + " " + entry.wheel().name(),
                        new Named(entry.wheel().name(), entry.wheel().version(), FOR_TWIN)));
        lock.wheels()
                .forEach(entry -> named.put(
                        "wheel " + entry.name(), new Named(entry.name(), entry.version(), "trusted on first use")));
        return named;
    }
}
