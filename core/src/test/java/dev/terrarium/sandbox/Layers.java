package dev.terrarium.sandbox;

import dev.terrarium.archive.tar.TarEntry;
import dev.terrarium.archive.tar.TarWriter;
import dev.terrarium.io.ByteSource;
import dev.terrarium.oci.Descriptor;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Layer;
import dev.terrarium.oci.MediaTypes;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** Layers made of trees, the simplest way. */
final class Layers {
    interface Writing {
        void write(TarWriter tar) throws IOException;
    }

    private Layers() {}

    static Layer of(Tree tree, Store store) throws IOException {
        return of(tar -> {
            for (var entry : tree.entries().entrySet()) {
                String path = entry.getKey().text();
                switch (entry.getValue()) {
                    case Entry.Directory(var mode) -> tar.add(TarEntry.directory(path, mode));
                    case Entry.Link(var target) -> tar.add(TarEntry.link(path, target));
                    case Entry.File(var content, var mode) ->
                        tar.add(TarEntry.file(path, mode, content.size()), new Contents(store).read(content));
                }
            }
        });
    }

    static Layer of(Writing writing) throws IOException {
        var plain = new ByteArrayOutputStream();
        var tar = new TarWriter(plain, 0);
        writing.write(tar);
        tar.end();
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            plain.writeTo(gzip);
        }
        byte[] bytes = zipped.toByteArray();
        ByteSource source = () -> new ByteArrayInputStream(bytes);
        return Layer.of(
                new Descriptor(MediaTypes.LAYER_GZIP, Digest.ofBytes(bytes), bytes.length),
                Digest.ofBytes(plain.toByteArray()),
                source);
    }
}
