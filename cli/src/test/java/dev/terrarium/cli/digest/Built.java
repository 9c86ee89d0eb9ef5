package dev.terrarium.cli.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.terminal.ExitCode;
import dev.terrarium.delivery.Delivery;
import dev.terrarium.delivery.ImageName;
import dev.terrarium.delivery.LayerSource;
import dev.terrarium.io.Environment;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Image;
import dev.terrarium.oci.Layer;
import dev.terrarium.oci.record.ImageRecord;
import dev.terrarium.oci.record.RecordCheck;
import dev.terrarium.oci.record.Segment;
import dev.terrarium.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An image that a build put into an OCI layout. */
record Built(Image image) {
    /** Builds in this process, told this, into a layout that nobody uses yet. */
    static Built by(Environment environment, Path layout, String... more) {
        var line = new ArrayList<>(List.of("build", environment.directory().toString(), "--output", "oci:" + layout));
        line.addAll(List.of(more));
        Ran ran = Ran.in(environment, line.toArray(String[]::new));
        assertThat(ran.exit()).as(ran.err()).isEqualTo(ExitCode.OK);
        return in(layout);
    }

    static Built in(Path layout) {
        return named("oci:" + layout, Map.of(), layout.resolveSibling("of-" + layout.getFileName()));
    }

    /** An image anywhere. */
    static Built named(String name, Map<String, String> variables, Path store) {
        Path root = Path.of("/");
        var environment = new Environment(variables, root, root, root, () -> Instant.EPOCH);
        var delivery = new Delivery(environment, Store.at(store), LayerSource.NONE);
        return new Built((Image) delivery.read(ImageName.parse(name)).image());
    }

    Digest digest() {
        return image.digest();
    }

    /** The manifest as it is sent: two images with equal ones are one image. */
    String manifest() {
        return new String(image.manifest().document().bytes(), StandardCharsets.UTF_8);
    }

    Map<String, String> labels() {
        return image.config().value().config().labels();
    }

    String label(String name) {
        return labels().getOrDefault(name, "");
    }

    /** What it says about itself, which must fit what it is. */
    ImageRecord imageRecord() {
        try {
            ImageRecord said = ImageRecord.read(labels()).orElseThrow();
            assertThat(RecordCheck.of(said, image)).isEmpty();
            return said;
        } catch (JsonInvalid e) {
            throw new AssertionError(e);
        }
    }

    /** The layers of a segment, each as its diffID and the digest under which it is sent. */
    List<String> layers(Segment.Name name) {
        Segment segment = segment(name);
        return image.layers().subList(segment.first(), segment.first() + segment.count()).stream()
                .map(Built::identity)
                .toList();
    }

    Segment segment(Segment.Name name) {
        return imageRecord().segments().stream()
                .filter(segment -> segment.name() == name)
                .findFirst()
                .orElseThrow();
    }

    /** The same of all four. */
    Map<Segment.Name, List<String>> layers() {
        var all = new TreeMap<Segment.Name, List<String>>();
        for (Segment.Name name : Segment.Name.values()) {
            all.put(name, layers(name));
        }
        return all;
    }

    private static String identity(Layer layer) {
        return layer.diffId() + " " + layer.descriptor().digest();
    }
}
