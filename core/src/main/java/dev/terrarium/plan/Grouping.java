package dev.terrarium.plan;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which Python package goes into which layer: large ones alone, families that are large together, the rest in one; and once put somewhere, a
 * package stays there.
 *
 * <p>Keyed by name and never by version, so that an update rewrites the layer that the package is in and no other. The previous
 * answer is an input, kept in {@code terrarium.lock} and not in the store: grouping again changes nothing, and a package that
 * comes or goes moves nobody else.
 */
public final class Grouping {
    /** The layer of everything that is not worth one of its own. */
    public static final String REST = "rest";

    /** Wheels of at least so many bytes are worth a layer. */
    private static final long LARGE = 4L << 20;

    /** Layers for dependencies at most: the engines unpack one after the other, and others build on top. */
    private static final int BUDGET = 8;

    /** Projects published in many wheels that move together; by how their names begin. */
    private static final List<String> FAMILIES =
            List.of("nvidia-", "boto", "google-cloud-", "azure-", "opentelemetry-");

    private Grouping() {}

    /**
     * @param sizes wheel size in bytes by normalised name: everything that goes in
     * @param previous the layer of each name as it was recorded; names that are gone are left out of the answer
     */
    public static SortedMap<String, String> group(SortedMap<String, Long> sizes, SortedMap<String, String> previous) {
        var groups = new TreeMap<String, String>();
        var layers = new TreeSet<String>(List.of(REST));
        sizes.keySet().forEach(name -> {
            String layer = previous.get(name);
            if (layer != null) {
                groups.put(name, layer);
                layers.add(layer);
            }
        });
        largestFirst(sizes).forEach(wheel -> {
            if (!groups.containsKey(wheel.getKey())) {
                String layer = layerFor(wheel.getKey(), sizes);
                String fitting = layers.contains(layer) || layers.size() < BUDGET ? layer : REST;
                groups.put(wheel.getKey(), fitting);
                layers.add(fitting);
            }
        });
        return Collections.unmodifiableSortedMap(groups);
    }

    private static List<Map.Entry<String, Long>> largestFirst(SortedMap<String, Long> sizes) {
        return sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    private static String layerFor(String name, SortedMap<String, Long> sizes) {
        Optional<String> family = familyOf(name);
        long size = sizes.entrySet().stream()
                .filter(wheel -> wheel.getKey().equals(name)
                        || family.isPresent() && familyOf(wheel.getKey()).equals(family))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return size < LARGE ? REST : family.orElse(name);
    }

    private static Optional<String> familyOf(String name) {
        return FAMILIES.stream()
                .filter(name::startsWith)
                .findFirst()
                .map(family -> family.endsWith("-") ? family.substring(0, family.length() - 1) : family);
    }
}
