package dev.terrarium.sandbox;

import dev.terrarium.io.Environment;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Platform;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Roots for commands made of this machine's own files, until the packages of an image are there to make them of. */
public final class HostTrees {
    public static final Layout LAYOUT = new Layout("app", "3.11");
    private static final Pattern LIBRARY = Pattern.compile("(?:=> )?(/\\S+) \\(0x");

    private HostTrees() {}

    public static Environment environment(String path) {
        return new Environment(Map.of("PATH", path), Path.of("/"), Path.of("/"), Path.of("/"), () -> Instant.EPOCH);
    }

    /** Debian's Python of this host under the product's prefix, without site-packages; with libgcc_s, which wheels expect. */
    public static Tree python(Store store) throws IOException, InterruptedException {
        Path binary = Path.of("/usr/bin/python3.11");
        Path library = Path.of("/usr/lib/python3.11");
        Path loader = Path.of(Platform.AMD64.loader());
        if (!Files.isExecutable(binary) || !Files.isDirectory(library) || !Files.exists(loader)) {
            Assumptions.abort("oracle missing: a Python 3.11 of the host's packages");
        }
        var pack = new Pack(store);
        pack.put(binary, LAYOUT.python().resolve("bin/python3.11"));
        var libraries = new TreeSet<>(librariesOf(binary));
        try (Stream<Path> files = Files.walk(library)) {
            for (Path file : files.filter(HostTrees::isWanted).sorted().toList()) {
                pack.put(
                        file,
                        LAYOUT.standardLibrary()
                                .resolve(library.relativize(file).toString()));
                if (file.toString().endsWith(".so")) {
                    libraries.addAll(librariesOf(file));
                }
            }
        }
        libraries.addAll(librariesOf(Path.of("/usr/lib/x86_64-linux-gnu/libstdc++.so.6")));
        Stream.of("librt.so.1", "libpthread.so.0", "libdl.so.2")
                .map(name -> "/usr/lib/x86_64-linux-gnu/" + name)
                .filter(name -> Files.exists(Path.of(name)))
                .forEach(libraries::add);
        pack.putLibraries(libraries);
        return pack.build();
    }

    /** A few programs of this host with their libraries, under {@code bin}. */
    public static Tree programs(Store store, String... names) throws IOException, InterruptedException {
        var pack = new Pack(store);
        var libraries = new TreeSet<String>();
        for (String name : names) {
            Path program = Path.of("/usr/bin", name).toRealPath();
            pack.put(program, TreePath.of("bin/" + name));
            libraries.addAll(librariesOf(program));
        }
        pack.putLibraries(libraries);
        return pack.build();
    }

    /** Debian's bubblewrap and its libraries, unpacked from the packages that the host's own sources offer. */
    public static Tree bubblewrap(Store store, Path scratch) throws IOException, InterruptedException {
        Path packages = Files.createDirectories(scratch.resolve("packages"));
        run(packages, "apt-get", "download", "bubblewrap", "libcap2", "libselinux1", "libpcre2-8-0", "libc6");
        Path root = scratch.resolve("bubblewrap");
        try (var files = Files.newDirectoryStream(packages, "*.deb")) {
            for (Path file : files) {
                run(packages, "dpkg", "-x", file.toString(), root.toString());
            }
        }
        return directory(store, root);
    }

    private static void run(Path directory, String... command) throws IOException, InterruptedException {
        try {
            var process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            if (process.waitFor() != 0) {
                Assumptions.abort("oracle missing: " + String.join(" ", command));
            }
        } catch (IOException e) {
            Assumptions.abort("oracle missing: " + command[0]);
        }
    }

    /** The files of a directory as they are, links too. */
    public static Tree directory(Store store, Path directory) throws IOException {
        var pack = new Pack(store);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted().toList()) {
                TreePath path =
                        TreePath.parse(directory.relativize(file).toString()).orElse(null);
                if (path != null && Files.isSymbolicLink(file)) {
                    pack.tree.put(
                            path, new Entry.Link(Files.readSymbolicLink(file).toString()));
                } else if (path != null && Files.isRegularFile(file)) {
                    pack.put(file, path);
                }
            }
        }
        return pack.build();
    }

    private static boolean isWanted(Path file) {
        String name = file.toString();
        return Files.isRegularFile(file)
                && !name.contains("__pycache__")
                && !name.contains("/test/")
                && !name.contains("-packages/")
                && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static List<String> librariesOf(Path file) throws IOException, InterruptedException {
        var process = new ProcessBuilder("ldd", file.toString())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return LIBRARY.matcher(text)
                .results()
                .map(match -> match.group(1))
                .filter(path -> !path.contains("/ld-linux"))
                .toList();
    }

    /** All files in one blob, as in a package: thousands of small blobs would be flushed to disk one by one. */
    private static final class Pack {
        private final Store store;
        private final Tree.Builder tree = Tree.builder();
        private final Map<TreePath, Path> files = new TreeMap<>();

        Pack(Store store) {
            this.store = store;
        }

        void put(Path file, TreePath path) {
            files.put(path, file);
        }

        void putLibraries(Iterable<String> libraries) {
            put(Path.of(Platform.AMD64.loader()), TreePath.of("lib64/ld-linux-x86-64.so.2"));
            for (String library : libraries) {
                Path file = Path.of(library);
                put(file, TreePath.of("usr/lib/x86_64-linux-gnu/" + file.getFileName()));
            }
            tree.put("lib", new Entry.Link("usr/lib"));
        }

        Tree build() throws IOException {
            try (var blob = store.write()) {
                var offsets = new TreeMap<TreePath, Long>();
                for (var file : files.entrySet()) {
                    offsets.put(file.getKey(), blob.length());
                    Files.copy(file.getValue(), blob);
                }
                Digest digest = blob.commit();
                for (var file : files.entrySet()) {
                    long offset = Objects.requireNonNull(offsets.get(file.getKey()));
                    var content = new Content.Stored(digest, offset, Files.size(file.getValue()));
                    boolean executable = Files.isExecutable(file.getValue());
                    tree.put(file.getKey(), executable ? Entry.File.executable(content) : Entry.File.plain(content));
                }
            }
            return tree.build();
        }
    }
}
