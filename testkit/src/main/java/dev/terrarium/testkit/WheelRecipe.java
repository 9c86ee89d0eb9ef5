package dev.terrarium.testkit;

import dev.terrarium.oci.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A wheel described in a few lines and made in the test, correct to the last byte: METADATA, WHEEL, entry points, RECORD.
 *
 * <p>Not a wheel from an index: a test must know what is in it, and the same description gives the same bytes everywhere. What a
 * description says wins over what would be made, so a test can break any file of it; RECORD is made last and fits what is there,
 * unless the description has one.
 *
 * <pre>{@code
 * WheelRecipe.of("greeting", "1.0")
 *     .withFile("greeting/__init__.py", "def hello(): print('hello')\n")
 *     .withScript("hello", "greeting:hello")
 *     .withRequires("six>=1.16")
 *     .writeTo(directory);
 * }</pre>
 *
 * @param name as it stands in METADATA
 * @param build build tag of the file name; empty for none
 * @param tags compressed tag of the file name: {@code py3-none-any}
 * @param requires texts of {@code Requires-Dist}
 * @param headers further lines of METADATA: {@code Requires-Python: >=3.11}
 * @param scripts console scripts: name to {@code module:object}
 * @param files path in the archive to content; paths in {@code executables} have mode 0755
 */
public record WheelRecipe(
        String name,
        String version,
        String build,
        String tags,
        List<String> requires,
        List<String> headers,
        SortedMap<String, String> scripts,
        SortedMap<String, byte[]> files,
        SortedSet<String> executables) {

    private static final int FILE = 0100644;
    private static final int EXECUTABLE = 0100755;

    public WheelRecipe {
        requires = List.copyOf(requires);
        headers = List.copyOf(headers);
        scripts = Collections.unmodifiableSortedMap(new TreeMap<>(scripts));
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        executables = Collections.unmodifiableSortedSet(new TreeSet<>(executables));
    }

    /** A pure wheel with one module of its name. */
    public static WheelRecipe of(String name, String version) {
        String module = name.replaceAll("[-_.]+", "_").toLowerCase(Locale.ROOT);
        return empty(name, version).withFile(module + "/__init__.py", "__version__ = \"" + version + "\"\n");
    }

    /** A pure wheel with nothing but its metadata. */
    public static WheelRecipe empty(String name, String version) {
        return new WheelRecipe(
                name,
                version,
                "",
                "py3-none-any",
                List.of(),
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeSet<>());
    }

    public WheelRecipe withTags(String other) {
        return new WheelRecipe(name, version, build, other, requires, headers, scripts, files, executables);
    }

    public WheelRecipe withBuild(String other) {
        return new WheelRecipe(name, version, other, tags, requires, headers, scripts, files, executables);
    }

    public WheelRecipe withRequires(String... more) {
        return new WheelRecipe(name, version, build, tags, plus(requires, more), headers, scripts, files, executables);
    }

    public WheelRecipe withHeaders(String... more) {
        return new WheelRecipe(name, version, build, tags, requires, plus(headers, more), scripts, files, executables);
    }

    public WheelRecipe withRequiresPython(String specifiers) {
        return withHeaders("Requires-Python: " + specifiers);
    }

    public WheelRecipe withExtra(String extra, String... needed) {
        WheelRecipe wheel = withHeaders("Provides-Extra: " + extra);
        for (String requirement : needed) {
            wheel = wheel.withRequires(requirement + "; extra == \"" + extra + "\"");
        }
        return wheel;
    }

    public WheelRecipe withScript(String script, String target) {
        var more = new TreeMap<>(scripts);
        more.put(script, target);
        return new WheelRecipe(name, version, build, tags, requires, headers, more, files, executables);
    }

    public WheelRecipe withFile(String path, String text) {
        return withFile(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public WheelRecipe withFile(String path, byte[] content) {
        var more = new TreeMap<>(files);
        more.put(path, content.clone());
        return new WheelRecipe(name, version, build, tags, requires, headers, scripts, more, executables);
    }

    public WheelRecipe withExecutable(String path, byte[] content) {
        var more = new TreeSet<>(executables);
        more.add(path);
        return new WheelRecipe(name, version, build, tags, requires, headers, scripts, files, more)
                .withFile(path, content);
    }

    private static List<String> plus(List<String> some, String... more) {
        var all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return all;
    }

    public String filename() {
        return stem() + (build.isEmpty() ? "" : "-" + build) + "-" + tags + ".whl";
    }

    /** {@code greeting-1.0.dist-info}. */
    public String distInfo() {
        return stem() + ".dist-info";
    }

    private String stem() {
        return name.replaceAll("[-_.]+", "_") + "-" + version.replace('-', '_');
    }

    /** What METADATA says, and what an index gives as {@code ….whl.metadata}. */
    public byte[] metadata() {
        byte[] own = files.get(distInfo() + "/METADATA");
        if (own != null) {
            return own.clone();
        }
        var text = new StringBuilder("Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n");
        headers.forEach(header -> text.append(header).append('\n'));
        requires.forEach(requirement ->
                text.append("Requires-Dist: ").append(requirement).append('\n'));
        return text.append("\nMade in a test.\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    public byte[] bytes() {
        SortedMap<String, byte[]> all = members();
        String record = distInfo() + "/RECORD";
        byte[] listed = all.getOrDefault(record, recordOf(all, record));
        var zip = new ZipFileWriter();
        all.forEach((path, content) -> {
            if (!path.equals(record)) {
                zip.add(path, content, executables.contains(path) ? EXECUTABLE : FILE);
            }
        });
        return zip.add(record, listed, FILE).finish();
    }

    public Digest digest() {
        return Digest.ofBytes(bytes());
    }

    public Path writeTo(Path directory) {
        try {
            return Files.write(directory.resolve(filename()), bytes());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private SortedMap<String, byte[]> members() {
        var all = new TreeMap<String, byte[]>();
        all.put(distInfo() + "/METADATA", metadata());
        all.put(distInfo() + "/WHEEL", wheelFile().getBytes(StandardCharsets.UTF_8));
        if (!scripts.isEmpty()) {
            var text = new StringBuilder("[console_scripts]\n");
            scripts.forEach((script, target) ->
                    text.append(script).append(" = ").append(target).append('\n'));
            all.put(distInfo() + "/entry_points.txt", text.toString().getBytes(StandardCharsets.UTF_8));
        }
        all.putAll(files);
        return all;
    }

    private String wheelFile() {
        var text = new StringBuilder("Wheel-Version: 1.0\nGenerator: terrarium-testkit\nRoot-Is-Purelib: ");
        text.append(tags.endsWith("-any")).append('\n');
        String[] sets = tags.split("-");
        for (String python : sets[0].split("\\.")) {
            for (String abi : sets[1].split("\\.")) {
                for (String platform : sets[2].split("\\.")) {
                    text.append("Tag: ")
                            .append(python)
                            .append('-')
                            .append(abi)
                            .append('-')
                            .append(platform)
                            .append('\n');
                }
            }
        }
        return build.isEmpty() ? text.toString() : text + "Build: " + build + "\n";
    }

    private static byte[] recordOf(SortedMap<String, byte[]> members, String record) {
        var text = new StringBuilder();
        members.forEach((path, content) -> {
            byte[] digest = HexFormat.of().parseHex(Digest.ofBytes(content).hex());
            text.append(quoted(path)).append(",sha256=");
            text.append(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
            text.append(',').append(content.length).append('\n');
        });
        return text.append(quoted(record)).append(",,\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String path) {
        return path.indexOf(',') < 0 && path.indexOf('"') < 0 ? path : '"' + path.replace("\"", "\"\"") + '"';
    }
}
