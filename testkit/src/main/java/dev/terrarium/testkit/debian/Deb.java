package dev.terrarium.testkit.debian;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A package as a test describes it: a name, a version, the fields and files that matter.
 *
 * <pre>{@code
 * Deb.of("hello", "2.10-3")
 *     .with("Depends", "libc6 (>= 2.38)")
 *     .withFile("usr/bin/hello", "#!/bin/sh\necho hello\n", 0755)
 *     .withLink("usr/bin/hi", "hello");
 * }</pre>
 *
 * @param architecture {@code amd64} unless said otherwise
 * @param fields further ones of the control file
 * @param files by path, without a leading slash; directories above them come by themselves
 * @param compression xz, like Debian's, unless said otherwise
 */
public record Deb(
        String name,
        String version,
        String architecture,
        SortedMap<String, String> fields,
        SortedMap<String, Item> files,
        Compression compression) {
    /** What packs the members of a package. */
    public enum Compression {
        XZ,
        ZSTD
    }

    /** What stands at a path. */
    public sealed interface Item {
        record Plain(byte[] content, int mode) implements Item {}

        record Link(String target) implements Item {}

        /** @param target another path of the same package, without a leading slash */
        record HardLink(String target) implements Item {}

        record Directory(int mode) implements Item {}
    }

    public Deb {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** One that is packed by xz. */
    public Deb(
            String name,
            String version,
            String architecture,
            SortedMap<String, String> fields,
            SortedMap<String, Item> files) {
        this(name, version, architecture, fields, files, Compression.XZ);
    }

    public static Deb of(String name, String version) {
        return new Deb(name, version, "amd64", new TreeMap<>(), new TreeMap<>());
    }

    public Deb forArchitecture(String other) {
        return new Deb(name, version, other, fields, files, compression);
    }

    /** The same package as another distribution packs it. */
    public Deb compressedBy(Compression other) {
        return new Deb(name, version, architecture, fields, files, other);
    }

    /** A field more, or another value for one: {@code Depends}, {@code Provides}, {@code Source}. */
    public Deb with(String field, String value) {
        var more = new TreeMap<>(fields);
        more.put(field, value);
        return new Deb(name, version, architecture, more, files, compression);
    }

    public Deb withFile(String path, byte[] content, int mode) {
        return with(path, new Item.Plain(content, mode));
    }

    public Deb withFile(String path, String content, int mode) {
        return withFile(path, content.getBytes(StandardCharsets.UTF_8), mode);
    }

    public Deb withFile(String path, String content) {
        return withFile(path, content, 0644);
    }

    public Deb withLink(String path, String target) {
        return with(path, new Item.Link(target));
    }

    private Deb with(String path, Item item) {
        var more = new TreeMap<>(files);
        more.put(path, item);
        return new Deb(name, version, architecture, fields, more, compression);
    }

    public Deb with(Map<String, Item> items) {
        var more = new TreeMap<>(files);
        more.putAll(items);
        return new Deb(name, version, architecture, fields, more, compression);
    }

    /** The name of its file, as archives give it: without the epoch. */
    public String filename() {
        return "pool/main/" + name.charAt(0) + "/" + name + "/" + name + "_"
                + version.substring(version.indexOf(':') + 1) + "_" + architecture + ".deb";
    }

    /** The control file. */
    public String control() {
        var control = new StringBuilder("Package: " + name + "\nVersion: " + version + "\nArchitecture: " + architecture
                + "\nMaintainer: Nobody <nobody@debian.example>\n");
        fields.forEach((field, value) ->
                control.append(field).append(": ").append(value).append('\n'));
        if (!fields.containsKey("Description")) {
            control.append("Description: made in a test\n");
        }
        return control.toString();
    }
}
