package dev.terrarium.plan;

import dev.terrarium.oci.Platform;
import dev.terrarium.oci.record.Segment;
import dev.terrarium.python.interpreter.Interpreter;
import dev.terrarium.python.interpreter.Layout;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What will be made: for each image of the project and each platform its layers of fragments.
 *
 * <p>Complete before anything runs: progress, {@code --dry-run} and reports all read the same plan, and two builds can be
 * compared without making either. The commands that compile bytecode or build the project's wheel are not in it by name: a recipe
 * implies them, and their inputs are known only when its artifacts are there.
 *
 * @param images by image in the order of the configuration, then by platform
 */
public record Plan(List<ImagePlan> images) {
    public Plan {
        images = List.copyOf(images);
        if (images.isEmpty()) {
            throw new IllegalArgumentException("a plan makes at least one image");
        }
    }

    /**
     * @param name which image of the project it is; empty where the project has only one
     * @param layers bottom first; those of one segment stand together, segments in their order
     * @param tools what runs on this machine while the image is made
     */
    public record ImagePlan(
            Optional<String> name,
            Platform platform,
            Interpreter interpreter,
            Layout layout,
            List<LayerPlan> layers,
            Tools tools) {
        public ImagePlan {
            layers = List.copyOf(layers);
            for (int i = 1; i < layers.size(); i++) {
                if (layers.get(i).segment().compareTo(layers.get(i - 1).segment()) < 0) {
                    throw new IllegalArgumentException(
                            "a layer stands below its segment: " + layers.get(i).name());
                }
            }
        }
    }

    /**
     * The interpreter that works while an image is made, and the system below it: the image's own where they run on this machine, else
     * those of the same release for it.
     *
     * @param layers of the operating system and of CPython, bottom first
     */
    public record Tools(Platform platform, List<LayerPlan> layers) {
        public Tools {
            layers = layers.stream()
                    .filter(layer -> layer.segment() == Segment.Name.OS || layer.segment() == Segment.Name.CPYTHON)
                    .toList();
        }

        /** Everything that has to be in the store before they can run. */
        public List<Fetch> fetches() {
            return layers.stream()
                    .flatMap(layer -> layer.fragments().stream())
                    .flatMap(fragment -> fragment.fetches().stream())
                    .distinct()
                    .toList();
        }
    }

    /** @param name within its segment: {@code base}, {@code numpy} */
    public record LayerPlan(Segment.Name segment, String name, List<FragmentPlan> fragments) {
        public LayerPlan {
            fragments = List.copyOf(fragments);
        }
    }

    /**
     * @param name for people: {@code numpy 2.3.1}
     * @param fetches what the recipe reads
     */
    public record FragmentPlan(String name, FragmentKey key, Recipe recipe, List<Fetch> fetches) {
        public FragmentPlan {
            fetches = List.copyOf(fetches);
        }
    }

    /** Everything that any fragment reads, each once. */
    public List<Fetch> fetches() {
        return fragments()
                .flatMap(fragment -> fragment.fetches().stream())
                .distinct()
                .toList();
    }

    /** All fragments of all images, each once. */
    public Stream<FragmentPlan> fragments() {
        return images.stream()
                .flatMap(image -> image.layers().stream())
                .flatMap(layer -> layer.fragments().stream())
                .distinct();
    }
}
