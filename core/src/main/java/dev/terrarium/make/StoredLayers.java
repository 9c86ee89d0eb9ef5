package dev.terrarium.make;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.make.layer.ComposedLayer;
import dev.terrarium.make.layer.Fragment;
import dev.terrarium.make.layer.Fragments;
import dev.terrarium.make.layer.LayerComposer;
import dev.terrarium.oci.Descriptor;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Layer;
import dev.terrarium.store.Records;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which fragments the layers of this store's images consist of, so that a layer is never kept a second time and can still be
 * given to whoever lacks it.
 *
 * <p>By the layer's digest, to the keys of its fragments; other keys may give the same bytes, and any of them will do. A layer that cannot be composed to exactly that digest any more, because
 * fragments were pruned or another encoder makes them, is not here.
 */
public final class StoredLayers {
    private final Store store;
    private final Records records;
    private final Fragments fragments;
    private final LayerComposer composer;

    public StoredLayers(Store store) {
        this.store = store;
        this.records = store.records("layer-fragments", 1);
        this.fragments = new Fragments(store);
        this.composer = new LayerComposer(store);
    }

    /**
     * Blobs and listings are named besides the keys, for pruning: it keeps what a record names.
     *
     * @param keys of its fragments, in their order
     */
    void remember(ComposedLayer layer, List<Digest> keys) {
        var text = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            Fragment fragment = layer.fragments().get(i);
            text.append(keys.get(i))
                    .append(' ')
                    .append(fragment.blob())
                    .append(' ')
                    .append(fragment.listing())
                    .append('\n');
        }
        try {
            records.replace(layer.descriptor().digest(), text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The layer of these bytes, if it can still be composed; its bytes are made when they are read. */
    public Optional<Layer> find(Descriptor descriptor) {
        try {
            Optional<byte[]> record = records.find(descriptor.digest());
            return record.isEmpty()
                    ? Optional.empty()
                    : compose(descriptor, new String(record.get(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<Layer> compose(Descriptor descriptor, String keys) throws InterruptedException {
        var parts = new ArrayList<Fragment>();
        for (String line : keys.lines().toList()) {
            Optional<Fragment> part = Digest.parse(line.split(" ")[0]).flatMap(fragments::find);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
        }
        return Optional.<Layer>of(composer.compose(parts))
                .filter(layer -> layer.descriptor().digest().equals(descriptor.digest()));
    }

    private EnvironmentError failed(IOException cause) {
        return new EnvironmentError(
                Problem.of(
                        ErrorCode.DISK_FAILED,
                        "the store `" + store.root() + "` cannot be used: " + cause.getMessage(),
                        "check its space and its permissions"),
                cause);
    }
}
