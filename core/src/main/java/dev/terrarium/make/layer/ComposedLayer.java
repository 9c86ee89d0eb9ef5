package dev.terrarium.make.layer;

import dev.terrarium.oci.Descriptor;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Layer;
import dev.terrarium.oci.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A layer made of fragments: known by its record, produced while it is read, and never stored a second time. */
public final class ComposedLayer implements Layer {
    private final LayerBytes bytes;
    private final List<Fragment> fragments;
    private final LayerRecord record;

    ComposedLayer(LayerBytes bytes, List<Fragment> fragments, LayerRecord record) {
        this.bytes = bytes;
        this.fragments = List.copyOf(fragments);
        this.record = record;
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(MediaTypes.LAYER_GZIP, record.digest(), record.size());
    }

    @Override
    public Digest diffId() {
        return record.diffId();
    }

    public LayerRecord record() {
        return record;
    }

    /** In the order in which they stand in the layer. */
    public List<Fragment> fragments() {
        return fragments;
    }

    @Override
    public InputStream open() throws IOException {
        return new JoinedInput(bytes.parts(fragments));
    }
}
