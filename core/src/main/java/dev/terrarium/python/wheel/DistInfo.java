package dev.terrarium.python.wheel;

import dev.terrarium.python.Malformed;
import dev.terrarium.python.Metadata;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Version;
import dev.terrarium.python.WheelFilename;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a wheel says of itself in its one {@code .dist-info} directory, held against its file name.
 *
 * @param stem {@code numpy-2.3.1}, as the wheel itself spells it
 * @see <a href="https://packaging.python.org/en/latest/specifications/binary-distribution-format/">wheel format</a>
 */
record DistInfo(String stem, Metadata metadata, List<EntryPoint> entryPoints, List<String> warnings) {
    private static final String SUFFIX = ".dist-info";
    private static final Pattern VERSION =
            Pattern.compile("(?im)^Wheel-Version[ \t]*:[ \t]*([0-9]+)\\.([0-9]+)[ \t]*$");

    static DistInfo read(WheelArchive archive, WheelFilename filename) throws IOException, Malformed {
        String stem = stem(archive);
        int dash = stem.indexOf('-');
        check(
                "its directory `" + Malformed.shown(stem + SUFFIX) + "`",
                PackageName.parse(dash < 0 ? stem : stem.substring(0, dash)).orElse(null),
                Version.parse(dash < 0 ? "" : stem.substring(dash + 1).replace('_', '-'))
                        .orElse(null),
                filename);
        List<String> warnings = wheelVersion(required(archive, stem, "WHEEL"));
        var metadata = Metadata.read(required(archive, stem, "METADATA").getBytes(StandardCharsets.UTF_8));
        check("its METADATA", metadata.name(), metadata.version(), filename);
        String points = archive.text(stem + SUFFIX + "/entry_points.txt").orElse("");
        return new DistInfo(stem, metadata, EntryPoints.read(points), warnings);
    }

    String directory() {
        return stem + SUFFIX;
    }

    /** The directory of files that do not go to {@code site-packages}. */
    String dataDirectory() {
        return stem + ".data";
    }

    private static String stem(WheelArchive archive) throws Malformed {
        var directories = new TreeSet<String>();
        for (String name : archive.files().keySet()) {
            int slash = name.indexOf('/');
            if (slash > 0 && name.substring(0, slash).endsWith(SUFFIX)) {
                directories.add(name.substring(0, slash));
            }
        }
        if (directories.size() != 1) {
            throw new Malformed(
                    directories.isEmpty()
                            ? "it has no .dist-info directory"
                            : "it has more than one .dist-info directory: "
                                    + directories.stream()
                                            .limit(3)
                                            .map(name -> "`" + Malformed.shown(name) + "`")
                                            .collect(Collectors.joining(", ")));
        }
        String only = directories.first();
        return only.substring(0, only.length() - SUFFIX.length());
    }

    private static void check(
            String where, @Nullable PackageName name, @Nullable Version version, WheelFilename filename)
            throws Malformed {
        if (!filename.name().equals(name) || !filename.version().equals(version)) {
            throw new Malformed(
                    where + " is for `" + (name == null ? "?" : name) + " " + (version == null ? "?" : version)
                            + "`, the file name for `" + filename.name() + " " + filename.version() + "`");
        }
    }

    private static List<String> wheelVersion(String text) throws Malformed {
        var matcher = VERSION.matcher(text);
        if (!matcher.find()) {
            throw new Malformed("its WHEEL file has no `Wheel-Version`");
        }
        String major = matcher.group(1);
        String minor = matcher.group(2);
        if (!major.equals("1") && !(major + "." + minor).equals("0.1")) {
            throw new Malformed("its Wheel-Version is " + Malformed.shown(major + "." + minor) + ", 1.0 is known");
        }
        return minor.equals("0") || major.equals("0")
                ? List.of()
                : List.of("its Wheel-Version is " + Malformed.shown(major + "." + minor) + ", newer than 1.0");
    }

    private static String required(WheelArchive archive, String stem, String file) throws IOException, Malformed {
        return archive.text(stem + SUFFIX + "/" + file).orElseThrow(() -> new Malformed("it has no " + file + " file"));
    }
}
