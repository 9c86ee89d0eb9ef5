package dev.terrarium.make;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.io.Progress;
import dev.terrarium.io.Scope;
import dev.terrarium.make.layer.ComposedLayer;
import dev.terrarium.make.layer.Fragment;
import dev.terrarium.make.layer.FragmentEncoder;
import dev.terrarium.make.layer.Fragments;
import dev.terrarium.make.layer.LayerComposer;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Image;
import dev.terrarium.plan.Plan.FragmentPlan;
import dev.terrarium.plan.Plan.ImagePlan;
import dev.terrarium.plan.Plan.LayerPlan;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Tree;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes what a plan says: each fragment once ever, each layer's names once for its list of fragments.
 *
 * <p>A fragment that was made before, on this machine and for any project, costs the reading of one record; only for the others are
 * artifacts fetched, trees made, bytecode compiled and bytes deflated. Fragments are made side by side, and downloading one overlaps
 * with encoding another.
 */
public final class Maker {
    /** Fragments on their way at once: some wait for the network, few compute. */
    private static final int AT_ONCE = 16;

    private final Fetcher fetcher;
    private final FragmentTrees trees;
    private final Fragments fragments;
    private final FragmentEncoder encoder;
    private final LayerComposer composer;
    private final StoredLayers stored;
    private final Progress progress;

    public Maker(Store store, Fetcher fetcher, FragmentTrees trees, int cores, Progress progress) {
        this.fetcher = fetcher;
        this.trees = trees;
        this.fragments = new Fragments(store);
        this.encoder = new FragmentEncoder(store, cores);
        this.composer = new LayerComposer(store);
        this.stored = new StoredLayers(store);
        this.progress = progress;
    }

    /**
     * An image, and how each of its fragments came to be.
     *
     * @param remade names of the fragments that were not in the store
     */
    public record Made(Image image, List<ComposedLayer> layers, List<String> remade) {
        public Made {
            layers = List.copyOf(layers);
            remade = List.copyOf(remade);
        }
    }

    public Made make(ImagePlan plan, ImageFacts facts) throws InterruptedException {
        List<FragmentPlan> planned = plan.layers().stream()
                .flatMap(layer -> layer.fragments().stream())
                .toList();
        Map<Digest, Fragment> found = new TreeMap<>();
        List<FragmentPlan> missing = find(planned, found);
        try (var steps = SegmentSteps.of(plan, found, progress)) {
            found.putAll(makeMissing(plan, missing, steps));
        }
        var layers = new ArrayList<ComposedLayer>();
        for (LayerPlan layer : plan.layers()) {
            layers.add(compose(layer.fragments(), found));
        }
        Image image = ImageAssembly.assemble(plan, List.copyOf(layers), facts);
        return new Made(image, layers, missing.stream().map(FragmentPlan::name).toList());
    }

    /**
     * Makes the image's debug twin: the same layers and one more, of these fragments.
     *
     * @param production the image of this plan
     */
    public Twin twin(ImagePlan plan, Image production, List<FragmentPlan> planned, Instant created)
            throws InterruptedException {
        Map<Digest, Fragment> found = new TreeMap<>();
        List<FragmentPlan> missing = find(planned, found);
        try (var steps = SegmentSteps.ofTwin(planned, found, progress)) {
            found.putAll(makeMissing(plan, missing, steps));
        }
        ComposedLayer layer = compose(planned, found);
        return new Twin(ImageAssembly.twin(production, layer, planned, created), layer);
    }

    /** A debug twin, and its own layer. */
    public record Twin(Image image, ComposedLayer layer) {}

    /** Puts those that were made before where they are asked for, and answers the others. */
    private List<FragmentPlan> find(List<FragmentPlan> planned, Map<Digest, Fragment> found) {
        var missing = new ArrayList<FragmentPlan>();
        for (FragmentPlan fragment : planned) {
            fragments
                    .find(fragment.key().digest())
                    .ifPresentOrElse(known -> found.put(fragment.key().digest(), known), () -> missing.add(fragment));
        }
        return missing;
    }

    private Map<Digest, Fragment> makeMissing(ImagePlan plan, List<FragmentPlan> missing, SegmentSteps steps)
            throws InterruptedException {
        Map<Digest, Fragment> made = new TreeMap<>();
        try (var scope = new Scope(AT_ONCE)) {
            Map<Digest, Scope.Task<Fragment>> tasks = new TreeMap<>();
            missing.forEach(
                    fragment -> tasks.put(fragment.key().digest(), scope.fork(() -> make(plan, fragment, steps))));
            scope.join();
            tasks.forEach((key, task) -> made.put(key, task.get()));
        } catch (EnvironmentError e) {
            if (isMissing(e)) {
                fetcher.fetch(missing.stream()
                        .flatMap(fragment -> fragment.fetches().stream())
                        .toList());
            }
            throw e;
        }
        return made;
    }

    /** Whether a file cannot be had: then others may not be either, and a person should hear of all of them at once. */
    private static boolean isMissing(EnvironmentError error) {
        return error.problems().stream()
                .map(Problem::code)
                .allMatch(code -> code == ErrorCode.NETWORK_OFFLINE || code == ErrorCode.PACKAGE_UNAVAILABLE);
    }

    private Fragment make(ImagePlan plan, FragmentPlan fragment, SegmentSteps steps)
            throws InterruptedException, IOException {
        fetcher.fetch(fragment.fetches());
        try (var _ = progress.begin("make", fragment.name())) {
            Tree tree = trees.of(plan, fragment);
            Fragment made = encoder.encode(tree);
            fragments.add(fragment.key().digest(), made);
            steps.made(fragment, made);
            return made;
        }
    }

    private ComposedLayer compose(List<FragmentPlan> planned, Map<Digest, Fragment> found) throws InterruptedException {
        List<Fragment> parts = planned.stream()
                .map(fragment -> found.get(fragment.key().digest()))
                .map(java.util.Objects::requireNonNull)
                .toList();
        ComposedLayer composed = composer.compose(parts);
        stored.remember(
                composed,
                planned.stream().map(fragment -> fragment.key().digest()).toList());
        return composed;
    }
}
