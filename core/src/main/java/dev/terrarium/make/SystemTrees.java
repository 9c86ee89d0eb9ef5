package dev.terrarium.make;

import dev.terrarium.debian.base.BaseTrees;
import dev.terrarium.elf.Machine;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Platform;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Tree;
import java.io.IOException;
import java.util.List;

/** What maintainer scripts would have left behind, for the packages of a plan. */
public final class SystemTrees {
    private final Store store;
    private final DebianTrees debian;

    public SystemTrees(Store store, DebianTrees debian) {
        this.store = store;
        this.debian = debian;
    }

    Tree base(Platform platform, List<Digest> debs) throws IOException {
        return trees(platform).base(debian.installed(debs));
    }

    Tree further(Platform platform, List<Digest> base, List<Digest> debs) throws IOException {
        return trees(platform).further(debian.installed(base), debian.installed(debs));
    }

    private BaseTrees trees(Platform platform) {
        return new BaseTrees(store, Machine.of(platform.architecture()));
    }
}
