package dev.terrarium.oci;

import java.util.List;

/**
 * One image for several platforms: the index with its exact bytes, and the image behind each of its entries.
 *
 * @param images one for each entry of the index, in its order
 */
public record ImageIndex(Encoded<Index> index, List<Image> images) implements AnyImage {
    public ImageIndex {
        images = List.copyOf(images);
        if (images.isEmpty()
                || !index.value().manifests().stream()
                        .map(Descriptor::digest)
                        .toList()
                        .equals(images.stream().map(Image::digest).toList())) {
            throw new IllegalArgumentException("the index lists other manifests than the images have");
        }
    }

    /** The images of one build, in the order given; one image alone needs no index and gets none. */
    public static AnyImage of(List<Image> images) {
        if (images.size() == 1) {
            return images.getFirst();
        }
        List<Descriptor> manifests = images.stream()
                .map(image -> image.descriptor().withPlatform(image.platform()))
                .toList();
        return new ImageIndex(Index.of(manifests).encoded(), images);
    }

    @Override
    public Descriptor descriptor() {
        return index.descriptor(index.value().mediaType());
    }
}
