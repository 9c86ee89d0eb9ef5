package dev.terrarium.make;

import dev.terrarium.oci.ChainId;
import dev.terrarium.oci.ContainerConfig;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.History;
import dev.terrarium.oci.Image;
import dev.terrarium.oci.ImageConfig;
import dev.terrarium.oci.ImagePlatform;
import dev.terrarium.oci.Layer;
import dev.terrarium.oci.record.CommandsLabel;
import dev.terrarium.oci.record.ImageRecord;
import dev.terrarium.oci.record.Segment;
import dev.terrarium.plan.Plan.FragmentPlan;
import dev.terrarium.plan.Plan.ImagePlan;
import dev.terrarium.plan.Plan.LayerPlan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Puts a plan's composed layers and the image's facts together: config, record, manifest. A pure function.
 *
 * <p>Everything that the image says about itself can be checked from the image alone, because it is computed here from nothing but
 * its layers, its plan and its facts.
 */
final class ImageAssembly {
    /** Of a debug twin: the digest of its image. */
    static final String TWIN_OF = "dev.terrarium.debug-twin-of";

    private static final int HISTORY_NAMES = 6;

    private ImageAssembly() {}

    /** @param layers one for each layer of the plan, in its order */
    static Image assemble(ImagePlan plan, List<Layer> layers, ImageFacts facts) {
        SortedMap<String, String> labels = new TreeMap<>(facts.labels());
        SortedMap<String, String> ofRecord = new ImageRecord(
                        segments(plan, layers, facts),
                        facts.base(),
                        facts.interpreter(),
                        facts.lock(),
                        facts.projectLock(),
                        facts.source(),
                        facts.configuration(),
                        facts.builder())
                .labels();
        labels.putAll(ofRecord);
        labels.put(CommandsLabel.NAME, CommandsLabel.write(facts.commands()));
        var config = new ImageConfig(
                Optional.of(facts.created()),
                Optional.empty(),
                ImagePlatform.of(plan.platform()),
                containerConfig(facts, labels),
                layers.stream().map(Layer::diffId).toList(),
                history(plan, facts));
        return Image.of(config, layers, labels);
    }

    /**
     * The same image with one layer more. Its record stays the production image's, whose segments it has at the same places; a label
     * says that it is none for production.
     */
    static Image twin(Image production, Layer layer, List<FragmentPlan> fragments, Instant created) {
        ImageConfig config = production.config().value();
        SortedMap<String, String> annotations =
                new TreeMap<>(production.manifest().value().annotations());
        annotations.put(TWIN_OF, production.digest().toString());
        SortedMap<String, String> labels = new TreeMap<>(config.config().labels());
        labels.put(TWIN_OF, production.digest().toString());
        var diffIds = new ArrayList<>(config.diffIds());
        diffIds.add(layer.diffId());
        var history = new ArrayList<>(config.history());
        history.add(History.ofLayer(created, "terrarium debug", contents(fragments)));
        var layers = new ArrayList<>(production.layers());
        layers.add(layer);
        return Image.of(
                new ImageConfig(
                        config.created(),
                        config.author(),
                        config.platform(),
                        config.config().withLabels(labels),
                        diffIds,
                        history),
                layers,
                annotations);
    }

    private static ContainerConfig containerConfig(ImageFacts facts, SortedMap<String, String> labels) {
        return new ContainerConfig(
                Optional.of(facts.user()),
                facts.exposedPorts(),
                facts.environment().entrySet().stream()
                        .map(variable ->
                                variable.getKey() + "=" + variable.getValue().value())
                        .toList(),
                facts.entrypoint(),
                facts.command(),
                new TreeSet<>(),
                Optional.of(facts.workingDirectory()),
                labels,
                Optional.of(facts.stopSignal()),
                facts.healthcheck());
    }

    private static List<History> history(ImagePlan plan, ImageFacts facts) {
        return plan.layers().stream()
                .map(layer -> History.ofLayer(
                        facts.created(),
                        "terrarium " + layer.segment() + "/" + layer.name(),
                        contents(layer.fragments())))
                .toList();
    }

    private static String contents(List<FragmentPlan> fragments) {
        List<String> names = fragments.stream().map(FragmentPlan::name).toList();
        return names.size() <= HISTORY_NAMES
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, HISTORY_NAMES)) + " and " + (names.size() - HISTORY_NAMES)
                        + " more";
    }

    private static List<Segment> segments(ImagePlan plan, List<Layer> layers, ImageFacts facts) {
        var segments = new ArrayList<Segment>();
        List<Digest> chain = ChainId.of(layers.stream().map(Layer::diffId).toList());
        int first = 0;
        for (Segment.Name name : Segment.Name.values()) {
            List<LayerPlan> planned = plan.layers().stream()
                    .filter(layer -> layer.segment() == name)
                    .toList();
            List<Layer> made = layers.subList(first, first + planned.size());
            segments.add(new Segment(
                    name,
                    first,
                    chainAt(chain, first),
                    chainAt(chain, first + planned.size()),
                    made.stream().map(Layer::diffId).toList(),
                    made.stream().map(layer -> layer.descriptor().digest()).toList(),
                    key(planned),
                    variables(facts, name),
                    configMembers(name)));
            first += planned.size();
        }
        return segments;
    }

    /** The chainID of so many layers; none of none. */
    private static Optional<Digest> chainAt(List<Digest> chain, int layers) {
        return layers == 0 ? Optional.empty() : Optional.of(chain.get(layers - 1));
    }

    /** What the segment was made from, without what the building machine adds to a fragment's key. */
    private static Digest key(List<LayerPlan> layers) {
        String text = layers.stream()
                .map(layer -> layer.fragments().stream()
                        .map(fragment -> fragment.key().recordedDigest() + "\n")
                        .collect(Collectors.joining("", "layer\n", "")))
                .collect(Collectors.joining());
        return Digest.ofBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static SortedSet<String> variables(ImageFacts facts, Segment.Name segment) {
        return facts.environment().entrySet().stream()
                .filter(variable -> variable.getValue().segment() == segment)
                .map(java.util.Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static SortedSet<String> configMembers(Segment.Name segment) {
        return switch (segment) {
            case OS -> new TreeSet<>(List.of("User"));
            case CPYTHON, DEPENDENCIES -> new TreeSet<>();
            case PROJECT ->
                new TreeSet<>(List.of("Cmd", "Entrypoint", "ExposedPorts", "Healthcheck", "StopSignal", "WorkingDir"));
        };
    }
}
