package dev.terrarium.cli.build;

import dev.terrarium.cli.build.LastBuild.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says in a few words why a layer is another one than in the last build. */
final class Difference {
    private static final int MOST_TOLD = 4;

    private final Map<String, Layer> before = new HashMap<>();
    private final boolean isFirst;

    Difference(List<Layer> before) {
        before.forEach(layer -> this.before.put(layer.platform() + " " + layer.name(), layer));
        this.isFirst = before.isEmpty();
    }

    /** {@code unchanged}, {@code httpx 0.27.2 → 0.28.1}. */
    String of(Layer now) {
        Layer then = before.get(now.platform() + " " + now.name());
        if (then == null) {
            return isFirst ? "first build" : "new layer";
        }
        if (then.digest().equals(now.digest())) {
            return "unchanged";
        }
        List<String> changes = changes(versions(then), versions(now));
        if (changes.isEmpty()) {
            return "contents changed";
        }
        return changes.size() <= MOST_TOLD
                ? String.join(", ", changes)
                : String.join(", ", changes.subList(0, MOST_TOLD)) + " and " + (changes.size() - MOST_TOLD) + " more";
    }

    /** How many bytes the layer had in the last build; empty when it had no such layer. */
    Optional<Long> sizeBefore(Layer now) {
        return Optional.ofNullable(before.get(now.platform() + " " + now.name()))
                .map(Layer::size);
    }

    private static List<String> changes(Map<String, String> then, Map<String, String> now) {
        var changes = new ArrayList<String>();
        now.forEach((name, version) -> {
            String old = then.get(name);
            if (old == null) {
                changes.add("+ " + name + " " + version);
            } else if (!old.equals(version)) {
                changes.add(name + " " + old + " → " + version);
            }
        });
        then.forEach((name, version) -> {
            if (!now.containsKey(name)) {
                changes.add("- " + name + " " + version);
            }
        });
        return changes;
    }

    private static Map<String, String> versions(Layer layer) {
        var versions = new java.util.TreeMap<String, String>();
        for (String fragment : layer.fragments()) {
            int blank = fragment.lastIndexOf(' ');
            versions.put(
                    blank < 0 ? fragment : fragment.substring(0, blank),
                    blank < 0 ? "" : fragment.substring(blank + 1));
        }
        return versions;
    }
}
