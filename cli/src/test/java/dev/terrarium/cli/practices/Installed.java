package dev.terrarium.cli.practices;

import dev.terrarium.python.PackageName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Python package as an image shows it: by its {@code dist-info} directory.
 *
 * @param directory of the metadata
 */
record Installed(BuiltImage image, String directory) {
    private static final String SITE_PACKAGES = "opt/app/venv/lib/python3.13/site-packages";

    /** A line of a RECORD: where a file stands in the image, its digest and its size, which may be empty. */
    record Line(String path, String hash, String size) {}

    static List<Installed> in(BuiltImage image) {
        return image.below(SITE_PACKAGES)
                .filter(item -> item.isDirectory() && item.path().matches(SITE_PACKAGES + "/[^/]+\\.dist-info"))
                .map(item -> new Installed(image, item.path()))
                .toList();
    }

    /** The normalised name. */
    String name() {
        return PackageName.parse(metadata("Name").orElseThrow()).orElseThrow().toString();
    }

    String version() {
        return metadata("Version").orElseThrow();
    }

    /** The first value of a field of METADATA. */
    Optional<String> metadata(String field) {
        return field("METADATA", field);
    }

    /** The first value of a field of WHEEL. */
    Optional<String> wheel(String field) {
        return field("WHEEL", field);
    }

    private Optional<String> field(String file, String field) {
        return image.text(directory + "/" + file)
                .lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.startsWith(field + ": "))
                .map(line -> line.substring(field.length() + 2))
                .findFirst();
    }

    List<Line> record() {
        var lines = new ArrayList<Line>();
        for (String line : image.text(directory + "/RECORD").lines().toList()) {
            int size = line.lastIndexOf(',');
            int hash = line.lastIndexOf(',', size - 1);
            String name = line.substring(0, hash).replace("\"", "");
            String path = Path.of("/" + SITE_PACKAGES, name).normalize().toString();
            lines.add(new Line(path.substring(1), line.substring(hash + 1, size), line.substring(size + 1)));
        }
        return lines;
    }

    @Override
    public String toString() {
        return directory.substring(directory.lastIndexOf('/') + 1);
    }
}
