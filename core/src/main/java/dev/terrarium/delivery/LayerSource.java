package dev.terrarium.delivery;

import dev.terrarium.oci.Descriptor;
import dev.terrarium.oci.Layer;
import java.util.Optional;

/**
 * Layers whose bytes are not kept but can be made: whoever composes layers answers for those that it composed before.
 *
 * <p>Asked first when an image is read from the store; a blob in the store is what comes after.
 */
@FunctionalInterface
public interface LayerSource {
    /** Makes nothing. */
    LayerSource NONE = descriptor -> Optional.empty();

    /** The layer with these bytes, if they can be made; nothing is made before the layer is opened. */
    Optional<Layer> find(Descriptor descriptor);
}
