package dev.terrarium.make;

import dev.terrarium.io.Progress;
import dev.terrarium.make.layer.Fragment;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.record.Segment;
import dev.terrarium.plan.Plan.FragmentPlan;
import dev.terrarium.plan.Plan.ImagePlan;
import dev.terrarium.plan.Recipe;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a person sees of the making: one step a segment, which ends with the last of its fragments.
 *
 * <p>Not a step a fragment: nobody thinks in the two hundred packages and wheels that an image is made of. Which of them is worked on
 * is told while it is, by steps without an outcome.
 */
final class SegmentSteps implements AutoCloseable {
    private final List<Running> running;

    private SegmentSteps(List<Running> running) {
        this.running = List.copyOf(running);
    }

    /** The one step of a debug twin's layer. */
    static SegmentSteps ofTwin(List<FragmentPlan> fragments, Map<Digest, Fragment> found, Progress progress) {
        Progress.Step step = progress.begin("debug twin", counted(fragments));
        return new SegmentSteps(List.of(new Running(step, fragments, found)));
    }

    /** @param found fragments that were made before, by their keys */
    static SegmentSteps of(ImagePlan plan, Map<Digest, Fragment> found, Progress progress) {
        var running = new ArrayList<Running>();
        for (Segment.Name segment : Segment.Name.values()) {
            List<FragmentPlan> fragments = plan.layers().stream()
                    .filter(layer -> layer.segment() == segment)
                    .flatMap(layer -> layer.fragments().stream())
                    .toList();
            if (!fragments.isEmpty()) {
                Progress.Step step = progress.begin(phase(segment), what(plan, segment, fragments));
                running.add(new Running(step, fragments, found));
            }
        }
        return new SegmentSteps(running);
    }

    /** A fragment is ready. */
    void made(FragmentPlan fragment, Fragment made) {
        running.forEach(segment -> segment.made(fragment.key().digest(), made));
    }

    /** Ends what did not come to its end, without an outcome. */
    @Override
    public void close() {
        running.forEach(segment -> segment.step.close());
    }

    private static String phase(Segment.Name segment) {
        return switch (segment) {
            case OS -> "operating system";
            case CPYTHON -> "cpython";
            case DEPENDENCIES -> "dependencies";
            case PROJECT -> "project";
        };
    }

    private static String what(ImagePlan plan, Segment.Name segment, List<FragmentPlan> fragments) {
        return switch (segment) {
            case CPYTHON -> plan.interpreter().fullVersion();
            case PROJECT -> itself(fragments).name();
            case OS, DEPENDENCIES -> counted(fragments);
        };
    }

    private static String counted(List<FragmentPlan> fragments) {
        long packages = packages(fragments);
        return packages + (packages == 1 ? " package" : " packages");
    }

    private static FragmentPlan itself(List<FragmentPlan> fragments) {
        return fragments.stream()
                .filter(fragment -> fragment.recipe() instanceof Recipe.Project(var layout, var part)
                        && part.equals(Recipe.Project.ITSELF))
                .findFirst()
                .orElse(fragments.getLast());
    }

    /** The others are made from nothing: directories, the package database, {@code pyvenv.cfg}. */
    private static long packages(List<FragmentPlan> fragments) {
        return fragments.stream().filter(SegmentSteps::isPackage).count();
    }

    private static boolean isPackage(FragmentPlan fragment) {
        return !fragment.fetches().isEmpty();
    }

    /** A segment on its way. */
    private static final class Running {
        private final Progress.Step step;
        private final Set<Digest> missing = new HashSet<>();
        private final List<FragmentPlan> fragments;
        private final List<FragmentPlan> found = new ArrayList<>();

        Running(Progress.Step step, List<FragmentPlan> fragments, Map<Digest, Fragment> known) {
            this.step = step;
            this.fragments = fragments;
            for (FragmentPlan fragment : fragments) {
                Fragment made = known.get(fragment.key().digest());
                if (made == null) {
                    missing.add(fragment.key().digest());
                } else {
                    found.add(fragment);
                    step.advance(made.compressedSize());
                }
            }
            endIfWhole();
        }

        synchronized void made(Digest key, Fragment made) {
            if (missing.remove(key)) {
                step.advance(made.compressedSize());
                endIfWhole();
            }
        }

        private void endIfWhole() {
            if (missing.isEmpty()) {
                step.outcome(outcome());
                step.close();
            }
        }

        private String outcome() {
            long packages = packages(fragments);
            long fromStore = packages(found);
            if (found.size() == fragments.size()) {
                return "from the store";
            }
            return fromStore == 0 || packages == 1 ? "" : fromStore + " from the store";
        }
    }
}
