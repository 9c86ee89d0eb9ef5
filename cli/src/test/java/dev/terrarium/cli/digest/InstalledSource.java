package dev.terrarium.cli.digest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.terrarium.archive.tar.TarEntry;
import dev.terrarium.archive.tar.TarReader;
import dev.terrarium.io.Limits;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Image;
import dev.terrarium.oci.Layer;
import dev.terrarium.tree.TreePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * The digest of an application's files, made from an image that holds them: by the text that the contract describes, and by none of
 * the code that wrote the label.
 */
final class InstalledSource {
    private static final String PLACE = "opt/app/project/";

    private InstalledSource() {}

    static Digest digest(Image image) throws IOException {
        var lines = new TreeMap<TreePath, String>();
        for (Layer layer : image.layers()) {
            try (InputStream bytes = layer.open()) {
                boolean zipped = layer.descriptor().mediaType().endsWith("gzip");
                collect(new TarReader(zipped ? new GZIPInputStream(bytes, 1 << 16) : bytes, Limits.LAYER), lines);
            }
        }
        var text = new ByteArrayOutputStream();
        lines.forEach((path, line) -> text.writeBytes((line + " " + path + "\0").getBytes(UTF_8)));
        return Digest.ofBytes(text.toByteArray());
    }

    private static void collect(TarReader tar, Map<TreePath, String> lines) throws IOException {
        for (var member = tar.next(); member.isPresent(); member = tar.next()) {
            TarEntry entry = member.get().entry();
            String path = entry.path();
            if (path.startsWith(PLACE) && !path.contains("/__pycache__/") && entry.type() != TarEntry.Type.DIRECTORY) {
                lines.put(TreePath.of(path.substring(PLACE.length())), line(entry, tar.content()));
            }
        }
    }

    private static String line(TarEntry entry, InputStream content) throws IOException {
        return entry.type() == TarEntry.Type.SYMBOLIC_LINK
                ? "120000 " + Digest.ofBytes(entry.target().getBytes(UTF_8)).hex()
                : (entry.mode() == 0755 ? "100755 " : "100644 ")
                        + Digest.ofStream(content).hex();
    }
}
