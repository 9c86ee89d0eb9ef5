package dev.terrarium.oci;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The digest of a stack of layers, by which engines know that they have unpacked it already.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/config.md#layer-chainid">image-spec, ChainID</a>
 */
public final class ChainId {
    private ChainId() {}

    /** The chainID after each layer, from the bottom up. */
    public static List<Digest> of(List<Digest> diffIds) {
        var chain = new ArrayList<Digest>();
        for (Digest diffId : diffIds) {
            chain.add(
                    chain.isEmpty()
                            ? diffId
                            : Digest.ofBytes((chain.getLast() + " " + diffId).getBytes(StandardCharsets.UTF_8)));
        }
        return List.copyOf(chain);
    }
}
