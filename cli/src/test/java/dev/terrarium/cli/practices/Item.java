package dev.terrarium.cli.practices;

import dev.terrarium.archive.tar.TarEntry;

/**
 * An entry of a layer, with what the product's own reader leaves aside: its time and the names of its owners.
 *
 * @param entry the path in it has no slash before it
 * @param offset of the content in the decompressed layer
 */
record Item(LayerFile layer, TarEntry entry, long offset, long mtime, String owners) {
    String path() {
        return entry.path();
    }

    String name() {
        return path().substring(path().lastIndexOf('/') + 1);
    }

    boolean isFile() {
        return entry.type() == TarEntry.Type.FILE;
    }

    boolean isDirectory() {
        return entry.type() == TarEntry.Type.DIRECTORY;
    }

    boolean isLink() {
        return entry.type() == TarEntry.Type.SYMBOLIC_LINK;
    }

    boolean isExecutable() {
        return isFile() && (entry.mode() & 0111) != 0;
    }

    byte[] bytes() {
        return layer.bytes(offset, Math.toIntExact(entry.size()));
    }

    /** The first bytes; fewer when there are not so many. */
    byte[] head(int most) {
        return layer.bytes(offset, (int) Math.min(most, entry.size()));
    }
}
