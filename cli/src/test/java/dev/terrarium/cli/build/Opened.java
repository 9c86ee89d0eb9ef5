package dev.terrarium.cli.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.terrarium.archive.tar.TarEntry;
import dev.terrarium.archive.tar.TarReader;
import dev.terrarium.cli.Ran;
import dev.terrarium.delivery.Delivery;
import dev.terrarium.delivery.ImageName;
import dev.terrarium.delivery.LayerSource;
import dev.terrarium.io.Environment;
import dev.terrarium.io.Limits;
import dev.terrarium.oci.Image;
import dev.terrarium.oci.Layer;
import dev.terrarium.store.Store;
import dev.terrarium.testkit.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * An image of a world, opened: its files by path, each with its text, a link with its target.
 *
 * @param twice paths of files that more than one layer, or one layer twice, has
 */
record Opened(Image image, TreeMap<String, String> files, List<String> twice) {
    /** Builds into a layout, told this, and opens what is there. */
    static Opened built(World world, String... more) throws IOException {
        var line = new ArrayList<>(List.of("build", "--output", "oci:../opened"));
        line.addAll(List.of(more));
        Ran.well(world, line.toArray(String[]::new));
        return in(world.project().resolveSibling("opened"));
    }

    static Opened in(Path layout) throws IOException {
        Path root = Path.of("/");
        var environment = new Environment(Map.of(), root, root, root, () -> Instant.EPOCH);
        var delivery = new Delivery(environment, Store.at(layout.resolveSibling("opening")), LayerSource.NONE);
        var image = (Image) delivery.read(ImageName.parse("oci:" + layout)).image();
        var opened = new Opened(image, new TreeMap<>(), new ArrayList<>());
        for (Layer layer : image.layers()) {
            try (InputStream bytes = layer.open()) {
                opened.collect(new TarReader(new GZIPInputStream(bytes, 1 << 16), Limits.LAYER));
            }
        }
        return opened;
    }

    private void collect(TarReader tar) throws IOException {
        for (var member = tar.next(); member.isPresent(); member = tar.next()) {
            TarEntry entry = member.get().entry();
            if (entry.type() != TarEntry.Type.DIRECTORY) {
                String text = entry.type() == TarEntry.Type.SYMBOLIC_LINK
                        ? entry.target()
                        : new String(tar.content().readAllBytes(), UTF_8);
                if (files.put(entry.path(), text) != null) {
                    twice.add(entry.path());
                }
            }
        }
    }

    /** Paths below a directory, relative to it, without bytecode. */
    List<String> below(String directory) {
        return files.keySet().stream()
                .filter(path -> path.startsWith(directory + "/") && !path.endsWith(".pyc"))
                .map(path -> path.substring(directory.length() + 1))
                .toList();
    }

    List<String> command() {
        return image.config().value().config().cmd();
    }

    /** diffIDs, in their order. */
    List<String> layers() {
        return image.layers().stream().map(layer -> layer.diffId().toString()).toList();
    }
}
