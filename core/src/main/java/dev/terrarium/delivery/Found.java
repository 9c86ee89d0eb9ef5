package dev.terrarium.delivery;

import dev.terrarium.oci.AnyImage;
import dev.terrarium.oci.ImageReference;
import java.util.List;

/**
 * An image as it was found somewhere, and what it is called there.
 *
 * @param names by which a copy is called too, where the person gives no other
 */
public record Found(AnyImage image, List<ImageReference> names) {
    public Found {
        names = List.copyOf(names);
    }
}
