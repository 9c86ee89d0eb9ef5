package dev.terrarium.oci.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.error.Problem;
import dev.terrarium.io.ByteSource;
import dev.terrarium.oci.ChainId;
import dev.terrarium.oci.ContainerConfig;
import dev.terrarium.oci.Descriptor;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Image;
import dev.terrarium.oci.ImageConfig;
import dev.terrarium.oci.ImagePlatform;
import dev.terrarium.oci.Layer;
import dev.terrarium.oci.MediaTypes;
import dev.terrarium.oci.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RecordCheckTest {
    private static final List<Layer> LAYERS = List.of(layer(1), layer(2), layer(3));
    private static final List<Digest> DIFF_IDS =
            LAYERS.stream().map(Layer::diffId).toList();
    private static final List<Digest> CHAIN = ChainId.of(DIFF_IDS);

    private static final List<Segment> SEGMENTS = List.of(
            segment(Segment.Name.OS, 0, 2),
            segment(Segment.Name.CPYTHON, 2, 2),
            segment(Segment.Name.DEPENDENCIES, 2, 3),
            segment(Segment.Name.PROJECT, 3, 3));

    @Test
    void aRecordThatFitsHasNoProblem() {
        assertThat(problems(SEGMENTS)).isEmpty();
    }

    @Test
    void segmentsThatLeaveLayersOutOrStandInAnotherOrderAreTold() {
        assertThat(problems(SEGMENTS.subList(0, 2)))
                .containsExactly(
                        "the record has the segments [os, cpython], not all four in order",
                        "the segments have 2 layers, the image 3");
        var shifted = new ArrayList<>(SEGMENTS);
        shifted.set(3, segment(Segment.Name.PROJECT, 2, 3));
        assertThat(problems(shifted)).containsExactly("the segment `project` begins at layer 2, not 3");
    }

    @Test
    void digestsThatLieAreTold() {
        var lying = new ArrayList<>(SEGMENTS);
        lying.set(
                0,
                new Segment(
                        Segment.Name.OS,
                        0,
                        Optional.of(CHAIN.get(0)),
                        Optional.of(CHAIN.get(0)),
                        List.of(DIFF_IDS.get(1), DIFF_IDS.get(0)),
                        List.of(DIFF_IDS.get(1), DIFF_IDS.get(0)),
                        CHAIN.get(0),
                        new TreeSet<>(),
                        new TreeSet<>()));

        assertThat(problems(lying))
                .containsExactly(
                        "the segment `os` says other diffIDs than the image has",
                        "the segment `os` says other chainID before than the image has",
                        "the segment `os` says other chainID after than the image has",
                        "the segment `os` says other digests than the image has");
    }

    private static List<String> problems(List<Segment> segments) {
        Digest digest = Digest.ofBytes(new byte[0]);
        var record = new ImageRecord(
                segments,
                new BaseRecord("debian:trixie", new TreeMap<>(), "amd64"),
                new InterpreterRecord("3.13.5", "cp313", ".so", 3571, "debian:trixie"),
                digest,
                Optional.empty(),
                digest,
                digest,
                new BuilderRecord("0.1.0", 1, 1, "x"));
        var config = new ImageConfig(
                Optional.empty(),
                Optional.empty(),
                ImagePlatform.of(Platform.AMD64),
                ContainerConfig.EMPTY.withLabels(record.labels()),
                DIFF_IDS,
                List.of());
        return RecordCheck.of(record, Image.of(config, LAYERS, record.labels())).stream()
                .map(Problem::message)
                .toList();
    }

    private static Segment segment(Segment.Name name, int first, int end) {
        return new Segment(
                name,
                first,
                first == 0 ? Optional.empty() : Optional.of(CHAIN.get(first - 1)),
                Optional.of(CHAIN.get(end - 1)),
                DIFF_IDS.subList(first, end),
                DIFF_IDS.subList(first, end),
                CHAIN.get(0),
                new TreeSet<>(),
                new TreeSet<>());
    }

    private static Layer layer(int value) {
        byte[] bytes = {(byte) value};
        Digest digest = Digest.ofBytes(bytes);
        return Layer.of(new Descriptor(MediaTypes.LAYER, digest, 1), digest, ByteSource.of(bytes));
    }
}
