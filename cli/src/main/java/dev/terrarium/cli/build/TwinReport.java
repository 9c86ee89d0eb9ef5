package dev.terrarium.cli.build;

import dev.terrarium.delivery.Receipt;
import dev.terrarium.json.Json;
import dev.terrarium.make.Maker.Twin;
import dev.terrarium.oci.AnyImage;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.ImageReference;
import dev.terrarium.plan.Plan.FragmentPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * The debug twin that a build made beside its image: only what is different.
 *
 * @param layers its own, one for each platform
 */
public record TwinReport(String name, Digest digest, List<Layer> layers, List<Receipt> receipts) {
    public TwinReport {
        layers = List.copyOf(layers);
        receipts = List.copyOf(receipts);
    }

    /** @param size as it is stored and sent */
    public record Layer(String platform, Digest digest, long size, List<String> fragments) {
        public Layer {
            fragments = List.copyOf(fragments);
        }
    }

    static TwinReport of(
            ImageReference name, Workflow.Planned planned, List<Twin> twins, AnyImage image, List<Receipt> receipts) {
        var layers = new ArrayList<Layer>();
        for (int i = 0; i < twins.size(); i++) {
            var descriptor = twins.get(i).layer().descriptor();
            layers.add(new Layer(
                    planned.plan().images().get(i).platform().toString(),
                    descriptor.digest(),
                    descriptor.size(),
                    planned.twins().get(i).stream().map(FragmentPlan::name).toList()));
        }
        return new TwinReport(name.toString(), image.digest(), layers, receipts);
    }

    long size() {
        return layers.stream().mapToLong(Layer::size).sum();
    }

    Json document() {
        return Json.Members.EMPTY
                .with("name", name)
                .with("digest", digest.toString())
                .with(
                        "layers",
                        Json.items(layers.stream()
                                .map(layer -> (Json) Json.Members.EMPTY
                                        .with("platform", layer.platform())
                                        .with("digest", layer.digest().toString())
                                        .with("size", layer.size())
                                        .with("fragments", layer.fragments()))
                                .toList()))
                .with(
                        "places",
                        Json.items(receipts.stream().map(BuildReport::place).toList()));
    }
}
