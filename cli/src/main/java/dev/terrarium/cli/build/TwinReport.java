package dev.terrarium.cli.build;

import dev.terrarium.delivery.Receipt;
import dev.terrarium.json.Json;
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

    static TwinReport of(ImageReference name, Workflow.Planned planned, Built built, List<Receipt> receipts) {
        var layers = new ArrayList<Layer>();
        for (int i = 0; i < built.twins().size(); i++) {
            var descriptor = built.twins().get(i).layer().descriptor();
            var plan = built.plans().get(i);
            layers.add(new Layer(
                    plan.platform().toString(),
                    descriptor.digest(),
                    descriptor.size(),
                    planned.twin(plan).stream().map(FragmentPlan::name).toList()));
        }
        return new TwinReport(name.toString(), built.twin().digest(), layers, receipts);
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
