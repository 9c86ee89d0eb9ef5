package dev.terrarium.cli.build;

import dev.terrarium.make.Maker.Made;
import dev.terrarium.make.Maker.Twin;
import dev.terrarium.oci.AnyImage;
import dev.terrarium.oci.Image;
import dev.terrarium.oci.ImageIndex;
import dev.terrarium.plan.Plan.ImagePlan;
import java.util.List;

/**
 * An image that was made.
 *
 * @param plans one for each platform
 * @param made the same, made
 * @param twins their debug twins, if those were planned
 */
record Built(Service service, List<ImagePlan> plans, List<Made> made, List<Twin> twins) {
    Built {
        plans = List.copyOf(plans);
        made = List.copyOf(made);
        twins = List.copyOf(twins);
    }

    AnyImage image() {
        return together(made.stream().map(Made::image).toList());
    }

    AnyImage twin() {
        return together(twins.stream().map(Twin::image).toList());
    }

    private static AnyImage together(List<Image> images) {
        return images.size() == 1 ? images.getFirst() : ImageIndex.of(images);
    }
}
