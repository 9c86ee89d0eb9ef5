package dev.terrarium.cli.build;

import dev.terrarium.make.Maker.Made;
import dev.terrarium.oci.Digest;
import dev.terrarium.plan.Plan.FragmentPlan;
import dev.terrarium.plan.Plan.ImagePlan;
import dev.terrarium.plan.Plan.LayerPlan;
import dev.terrarium.store.Records;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The layers that the last build of a project had on this machine: only to tell a person what is different now, never an input.
 */
final class LastBuild {
    private final Records records;
    private final Digest key;

    /** @param image which image of the project; empty where it is the only one */
    LastBuild(Store store, Path project, Optional<String> image) {
        this.records = store.records("last-build", 1);
        this.key =
                Digest.ofBytes((project + image.map(name -> "\0" + name).orElse("")).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A layer as it was, or is.
     *
     * @param name {@code dependencies/numpy}
     * @param fragments for people: {@code numpy 2.3.1}
     */
    record Layer(String platform, String name, Digest digest, long size, List<String> fragments) {
        Layer {
            fragments = List.copyOf(fragments);
        }
    }

    List<Layer> read() throws IOException {
        Optional<byte[]> record = records.find(key);
        var layers = new ArrayList<Layer>();
        if (record.isPresent()) {
            for (String line :
                    new String(record.get(), StandardCharsets.UTF_8).lines().toList()) {
                String[] fields = line.split("\t", -1);
                if (fields.length == 5) {
                    layers.add(new Layer(
                            fields[0],
                            fields[1],
                            new Digest(fields[2]),
                            Long.parseLong(fields[3]),
                            List.of(fields[4].split("\\|"))));
                }
            }
        }
        return layers;
    }

    void write(List<Layer> layers) throws IOException {
        var text = new StringBuilder();
        layers.forEach(layer -> text.append(String.join(
                        "\t",
                        layer.platform(),
                        layer.name(),
                        layer.digest().hex(),
                        Long.toString(layer.size()),
                        String.join("|", layer.fragments())))
                .append('\n'));
        records.replace(key, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The layers of images that were just made. */
    static List<Layer> of(List<ImagePlan> plans, List<Made> made) {
        var layers = new ArrayList<Layer>();
        for (int i = 0; i < plans.size(); i++) {
            ImagePlan plan = plans.get(i);
            for (int j = 0; j < plan.layers().size(); j++) {
                LayerPlan layer = plan.layers().get(j);
                var descriptor = made.get(i).layers().get(j).descriptor();
                layers.add(new Layer(
                        plan.platform().toString(),
                        layer.segment() + "/" + layer.name(),
                        descriptor.digest(),
                        descriptor.size(),
                        layer.fragments().stream().map(FragmentPlan::name).toList()));
            }
        }
        return layers;
    }
}
