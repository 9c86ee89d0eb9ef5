package dev.terrarium.oci;

import java.util.List;
import java.util.SortedMap;

/**
 * An image for one platform: its manifest and its config with their exact bytes, and its layers, whose bytes come last if at all.
 *
 * @param layers one for each descriptor of the manifest, from the bottom up
 */
public record Image(Encoded<Manifest> manifest, Encoded<ImageConfig> config, List<Layer> layers) implements AnyImage {
    public Image {
        layers = List.copyOf(layers);
        if (layers.size() != manifest.value().layers().size()) {
            throw new IllegalArgumentException(
                    "a manifest of " + manifest.value().layers().size() + " layers and " + layers.size() + " layers");
        }
    }

    /** A new image; the config must list the layers' diffIDs. */
    public static Image of(ImageConfig config, List<Layer> layers, SortedMap<String, String> annotations) {
        if (!config.diffIds().equals(layers.stream().map(Layer::diffId).toList())) {
            throw new IllegalArgumentException("the config lists other diffIDs than the layers have");
        }
        Encoded<ImageConfig> encoded = config.encoded();
        var manifest = new Manifest(
                MediaTypes.MANIFEST,
                encoded.descriptor(MediaTypes.CONFIG),
                layers.stream().map(Layer::descriptor).toList(),
                annotations);
        return new Image(manifest.encoded(), encoded, layers);
    }

    @Override
    public Descriptor descriptor() {
        return manifest.descriptor(manifest.value().mediaType());
    }

    @Override
    public List<Image> images() {
        return List.of(this);
    }

    public ImagePlatform platform() {
        return config.value().platform();
    }

    /** What all its parts take together, compressed, in bytes. */
    public long size() {
        return manifest.document().length()
                + config.document().length()
                + layers.stream().mapToLong(layer -> layer.descriptor().size()).sum();
    }
}
