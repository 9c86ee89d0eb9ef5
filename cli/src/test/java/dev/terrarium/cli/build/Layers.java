package dev.terrarium.cli.build;

import dev.terrarium.archive.tar.TarReader;
import dev.terrarium.io.Limits;
import dev.terrarium.oci.Layer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Looks into layers. */
final class Layers {
    private Layers() {}

    /** The paths in a layer, directories too, in their order. */
    static List<String> files(Layer layer) {
        var paths = new ArrayList<String>();
        try (var in = new GZIPInputStream(layer.open())) {
            var tar = new TarReader(in, Limits.LAYER);
            for (Optional<TarReader.Member> next = tar.next(); next.isPresent(); next = tar.next()) {
                paths.add(next.get().entry().path());
            }
            return paths;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands in a file. */
    static String text(Layer layer, String path) {
        try (var in = new GZIPInputStream(layer.open())) {
            var tar = new TarReader(in, Limits.LAYER);
            for (Optional<TarReader.Member> next = tar.next(); next.isPresent(); next = tar.next()) {
                if (next.get().entry().path().equals(path)) {
                    return new String(tar.content().readAllBytes(), StandardCharsets.UTF_8);
                }
            }
            throw new IllegalArgumentException("no `" + path + "`");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
