package dev.terrarium.oci;

import java.util.List;

/** What a name of an image stands for: an image, or images for several platforms. */
public sealed interface AnyImage permits Image, ImageIndex {
    /** The root document: what is hashed to name all of it. */
    Descriptor descriptor();

    /** The images in it, in order; at least one. */
    List<Image> images();

    default Digest digest() {
        return descriptor().digest();
    }
}
