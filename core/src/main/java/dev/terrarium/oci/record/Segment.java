package dev.terrarium.oci.record;

import dev.terrarium.json.Json;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonNode;
import dev.terrarium.oci.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A run of layers that is replaced as a whole: no layer holds files of two segments, and no file depends on a segment above its
 * own.
 *
 * @param first the index of its first layer, from the bottom up, counted from 0
 * @param chainBefore the chainID beneath its first layer; absent for the lowest segment
 * @param chainAfter the chainID of its last layer; that of the segment below when it has no layers
 * @param diffIds one for each of its layers
 * @param digests of the layers as they are stored and sent
 * @param key the digest of everything that it was made from
 * @param env names of the environment variables that it contributed
 * @param config names of the members of the config that it contributed: {@code User}, {@code Cmd}
 */
public record Segment(
        Name name,
        int first,
        Optional<Digest> chainBefore,
        Optional<Digest> chainAfter,
        List<Digest> diffIds,
        List<Digest> digests,
        Digest key,
        SortedSet<String> env,
        SortedSet<String> config) {
    /** The four there are, from the bottom up. */
    public enum Name {
        OS,
        CPYTHON,
        DEPENDENCIES,
        PROJECT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Segment {
        diffIds = List.copyOf(diffIds);
        digests = List.copyOf(digests);
        env = Collections.unmodifiableSortedSet(new TreeSet<>(env));
        config = Collections.unmodifiableSortedSet(new TreeSet<>(config));
        if (first < 0 || diffIds.size() != digests.size()) {
            throw new IllegalArgumentException("a segment has one diffID and one digest for each layer");
        }
    }

    /** How many layers it has. */
    public int count() {
        return diffIds.size();
    }

    static Segment parse(JsonNode node) throws JsonInvalid {
        List<Digest> diffIds = digestsOf(node, "diffIds");
        List<Digest> digests = digestsOf(node, "digests");
        long first = node.required("first").whole();
        if (diffIds.size() != digests.size()
                || diffIds.size() != node.required("count").whole()
                || first > 10_000) {
            throw node.invalid("has not one diffID and one digest for each of its layers");
        }
        return new Segment(
                nameOf(node.required("name")),
                (int) first,
                digestOf(node, "chainBefore"),
                digestOf(node, "chainAfter"),
                diffIds,
                digests,
                ImageRecord.digest(node.required("key")),
                new TreeSet<>(node.textsOf("env")),
                new TreeSet<>(node.textsOf("config")));
    }

    private static Name nameOf(JsonNode node) throws JsonInvalid {
        String text = node.text();
        return Arrays.stream(Name.values())
                .filter(name -> name.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> node.invalid("is `" + text + "`, which is no segment"));
    }

    private static Optional<Digest> digestOf(JsonNode node, String name) throws JsonInvalid {
        Optional<JsonNode> member = node.member(name);
        return member.isPresent() ? Optional.of(ImageRecord.digest(member.get())) : Optional.empty();
    }

    private static List<Digest> digestsOf(JsonNode node, String name) throws JsonInvalid {
        var digests = new ArrayList<Digest>();
        for (JsonNode item : node.required(name).items()) {
            digests.add(ImageRecord.digest(item));
        }
        return digests;
    }

    Json toJson() {
        return Json.Members.EMPTY
                .with("name", name.toString())
                .with("first", first)
                .with("count", count())
                .withText("chainBefore", chainBefore.map(Digest::toString))
                .withText("chainAfter", chainAfter.map(Digest::toString))
                .with("diffIds", diffIds.stream().map(Digest::toString).toList())
                .with("digests", digests.stream().map(Digest::toString).toList())
                .with("key", key.toString())
                .with("env", env)
                .with("config", config);
    }
}
