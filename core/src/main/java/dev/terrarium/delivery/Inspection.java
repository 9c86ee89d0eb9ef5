package dev.terrarium.delivery;

import dev.terrarium.json.Json;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.oci.AnyImage;
import dev.terrarium.oci.ContainerConfig;
import dev.terrarium.oci.Descriptor;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.History;
import dev.terrarium.oci.Image;
import dev.terrarium.oci.ImagePlatform;
import dev.terrarium.oci.Layer;
import dev.terrarium.oci.record.CommandsLabel;
import dev.terrarium.oci.record.ImageRecord;
import dev.terrarium.oci.record.Segment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What can be told about an image without reading its layers.
 *
 * @param name where it is
 * @param platforms one for each image in it, in order
 */
public record Inspection(String name, Descriptor root, List<OfPlatform> platforms) {
    public Inspection {
        platforms = List.copyOf(platforms);
    }

    /**
     * The image for one platform.
     *
     * @param size of all its parts as they are stored and sent, in bytes
     * @param record what it tells about how it was made, if we made it and the record can be read
     */
    public record OfPlatform(
            ImagePlatform platform,
            Digest manifest,
            Digest config,
            long size,
            Optional<Instant> created,
            List<OfLayer> layers,
            ContainerConfig container,
            SortedMap<String, String> annotations,
            List<History> history,
            Optional<ImageRecord> record) {
        public OfPlatform {
            layers = List.copyOf(layers);
            history = List.copyOf(history);
        }

        /** Further commands by name, as far as the image names any. */
        public SortedMap<String, List<String>> commands() {
            return CommandsLabel.read(container.labels());
        }
    }

    /**
     * One layer, from the bottom up.
     *
     * @param segment which of the four it belongs to, in an image of ours
     * @param madeBy what the history says about it
     */
    public record OfLayer(
            Descriptor descriptor, Digest diffId, Optional<Segment.Name> segment, Optional<String> madeBy) {}

    static Inspection of(String name, AnyImage image) {
        return new Inspection(
                name,
                image.descriptor(),
                image.images().stream().map(Inspection::of).toList());
    }

    private static OfPlatform of(Image image) {
        var config = image.config().value();
        Optional<ImageRecord> record = recordOf(config.config());
        return new OfPlatform(
                config.platform(),
                image.digest(),
                image.config().digest(),
                image.size(),
                config.created(),
                layersOf(image, record),
                config.config(),
                image.manifest().value().annotations(),
                config.history(),
                record);
    }

    /** A record that cannot be read is shown as the labels that it is; {@code verify} is who complains. */
    private static Optional<ImageRecord> recordOf(ContainerConfig container) {
        try {
            return ImageRecord.read(container.labels());
        } catch (JsonInvalid e) {
            return Optional.empty();
        }
    }

    private static List<OfLayer> layersOf(Image image, Optional<ImageRecord> record) {
        List<History> lines = image.config().value().history().stream()
                .filter(line -> !line.emptyLayer())
                .toList();
        var layers = new ArrayList<OfLayer>();
        for (Layer layer : image.layers()) {
            int at = layers.size();
            Optional<Segment.Name> segment = record.flatMap(found -> found.segments().stream()
                    .filter(one -> one.first() <= at && at < one.first() + one.count())
                    .map(Segment::name)
                    .findFirst());
            Optional<String> madeBy =
                    at < lines.size() ? lines.get(at).comment().or(lines.get(at)::createdBy) : Optional.empty();
            layers.add(new OfLayer(layer.descriptor(), layer.diffId(), segment, madeBy));
        }
        return layers;
    }

    /** The document of {@code inspect --json}, without its envelope. */
    public Json.Members toJson() {
        return Json.Members.EMPTY
                .with("name", name)
                .with("digest", root.digest().toString())
                .with("mediaType", root.mediaType())
                .with(
                        "platforms",
                        Json.items(platforms.stream().map(InspectionJson::of).toList()));
    }
}
