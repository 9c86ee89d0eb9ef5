package dev.terrarium.testkit.world;

import dev.terrarium.io.Environment;
import dev.terrarium.oci.Platform;
import dev.terrarium.testkit.PackageIndexServer;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.debian.Deb;
import dev.terrarium.testkit.debian.DebianArchiveServer;
import dev.terrarium.testkit.debian.TestSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A place in which a whole build runs and nothing of this machine is seen: an archive of {@link TinyDebian}, a package index, a
 * host without bubblewrap or git, a user, a project, a store, and a clock that stands still.
 *
 * <p>A build in it takes milliseconds and goes through all of the program, signatures and sandbox included; the image that comes of
 * it does not start. Everything can be changed between two runs: publish other packages, let time pass, remove what was served.
 *
 * <pre>{@code
 * try (var world = World.start(directory)) {
 *   world.application().requires(WheelRecipe.of("greeting", "1.0"));
 *   // run the program with world.environment()
 *   world.publish(world.now(), Deb.of("hello", "2.10-3"));
 *   world.later(Duration.ofDays(15));
 * }
 * }</pre>
 */
public final class World implements AutoCloseable {
    /** When every world begins. */
    public static final Instant BEGINNING = Instant.parse("2026-06-01T12:00:00Z");

    /** It is started where the writable files are, below which the command's working directory lies. */
    private static final String BUBBLEWRAP = """
            #!/bin/sh
            while [ "$1" != -- ]; do
              [ "$1" = --chdir ] && directory=$2
              [ "$1" = --as-pid-1 ] && . "${0%/*}/container"
              shift
            done
            [ "$directory" = / ] && exit 0
            cd ".$directory" || exit 1
            if [ -f hook.py ]; then
              mkdir -p dist
              if grep -q get_requires_for_build_wheel request.json; then echo '[]' > answer.json; exit; fi
              [ -f src/broken ] && { cat src/broken >&2; exit 1; }
              cp src/ready/*.whl dist/ || exit
              for wheel in dist/*.whl; do echo "\\"${wheel#dist/}\\"" > answer.json; done
              exit
            fi
            exec "${0%/*}/interpreter"
            """;

    private final Path directory;
    private final DebianArchiveServer archive = DebianArchiveServer.start(BEGINNING.minus(Duration.ofDays(30)));
    private final PackageIndexServer index;
    private final Map<String, String> variables = new TreeMap<>();
    private final List<Platform> platforms = new ArrayList<>(List.of(Platform.AMD64));
    private boolean contents;
    private Instant now = BEGINNING;

    private World(Path directory, PackageIndexServer index) {
        this.directory = directory;
        this.index = index;
    }

    /** A world with an open index. */
    public static World start(Path directory) {
        return start(directory, PackageIndexServer.start(PackageIndexServer.Options.JSON));
    }

    /** A world with an index of its own kind; the world closes it. */
    public static World start(Path directory, PackageIndexServer index) {
        var world = new World(directory, index);
        world.variables.put("TERRARIUM_STORE", world.store().toString());
        world.onHost(Platform.AMD64);
        world.place("home/.keep", "");
        world.write("debian.asc", world.archive.key().armoredKeyring());
        world.publish(BEGINNING.minus(Duration.ofDays(1)));
        world.configure("");
        return world;
    }

    /** Publishes trixie with {@link TinyDebian} and further packages; one of the same name replaces Debian's. */
    public World publish(Instant date, Deb... further) {
        var debs = new ArrayList<Deb>();
        for (Platform platform : platforms) {
            TinyDebian.debs(platform).stream()
                    .filter(deb ->
                            platform == Platform.AMD64 || !deb.architecture().equals("all"))
                    .forEach(debs::add);
        }
        for (Deb one : further) {
            debs.removeIf(
                    deb -> deb.name().equals(one.name()) && deb.architecture().equals(one.architecture()));
            debs.add(one);
        }
        TestSuite suite = TestSuite.of("trixie", date).with(debs.toArray(Deb[]::new));
        archive.publishRelease(contents ? suite.withContents() : suite);
        return this;
    }

    /** Has packages of arm64 as well, from the next publication on. */
    public World withArm64() {
        platforms.add(Platform.ARM64);
        return this;
    }

    /** Has the archive say which package owns which file, from the next publication on. */
    public World withContents() {
        contents = true;
        return this;
    }

    /** Makes the host one of this platform, for runs to come. */
    public World onHost(Platform host) {
        try {
            for (Platform platform : Platform.values()) {
                Files.deleteIfExists(directory.resolve("host" + platform.loader()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writeHost(host.loader(), "what tells that this host has glibc on " + host);
    }

    /** The least that builds: a module that starts, and no dependency. */
    public World application() {
        return write("main.py", "if __name__ == '__main__':\n    print('hello')\n")
                .write("requirements.txt", "");
    }

    /** Puts wheels into the index, and exactly them into {@code requirements.txt}, with their hashes. */
    public World requires(WheelRecipe... wheels) {
        index.add(wheels);
        var text = new StringBuilder();
        for (WheelRecipe wheel : wheels) {
            text.append(wheel.name()).append("==").append(wheel.version());
            text.append(" --hash=sha256:").append(wheel.digest().hex()).append('\n');
        }
        return write("requirements.txt", text.toString());
    }

    /** Writes {@code terrarium.toml}: these lines, then the servers of this world and what follows. */
    public World configure(String lines, String... afterwards) {
        return write("terrarium.toml", lines + "\n" + sources() + String.join("\n", afterwards) + "\n");
    }

    /** The table that names this world's servers; the archive's key lies in the project as {@code debian.asc}. */
    public String sources() {
        return """
                [sources]
                debian = "%s"
                debian-security = "%s"
                debian-keyring = "debian.asc"
                debian-fingerprints = ["%s"]
                python = ["%s"]
                """.formatted(archive.address(), archive.address(), archive.key().fingerprint(), index.simple());
    }

    /** A file of the project. */
    public World write(String path, String text) {
        return place("home/project/" + path, text);
    }

    /** A file of the host by its absolute path: {@code /etc/pip.conf}. */
    public World writeHost(String path, String text) {
        return place("host" + path, text);
    }

    private World place(String path, String text) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the project, read. */
    public String read(String path) {
        try {
            return Files.readString(project().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets a variable for all runs to come. */
    public World set(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Takes another, empty store. */
    public World forget() {
        return set("TERRARIUM_STORE", store() + "-");
    }

    /**
     * A package in a folder of the project, whose back-end takes the wheel that lies ready in its sources; for a host
     * {@link #withBubblewrap}.
     *
     * @param more further lines of its project file, after the first ones of {@code [project]}
     */
    public World packaged(String folder, WheelRecipe wheel, String... more) {
        index.add(WheelRecipe.of("ready-build", "1.0"));
        String below = folder.isEmpty() ? "" : folder + "/";
        write(below + "pyproject.toml", """
                [build-system]
                requires = ["ready-build"]
                build-backend = "ready_build"

                [project]
                name = "%s"
                version = "%s"
                """.formatted(wheel.name(), wheel.version()) + String.join("\n", more) + "\n");
        try {
            Path ready = Files.createDirectories(project().resolve(below + "ready"));
            for (Path old : list(ready)) {
                Files.delete(old);
            }
            wheel.writeTo(ready);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Gives the host a bubblewrap that puts up no walls, so that the archive is not asked for one. */
    public World withBubblewrap() {
        Path programs = directory.resolve("host/usr/bin");
        place("host/usr/bin/bwrap", BUBBLEWRAP);
        try {
            Files.write(programs.resolve("interpreter"), TinyDebian.interpreter());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String name : List.of("bwrap", "interpreter")) {
            if (!programs.resolve(name).toFile().setExecutable(true)) {
                throw new IllegalStateException("the directory of the world allows no programs");
            }
        }
        return set("PATH", programs.toString());
    }

    /**
     * The same, and says what a container comes to.
     *
     * @param script in place of a container: it writes events of the watch to number 3, what the application prints, and exits
     */
    public World withContainer(String script) {
        place("host/usr/bin/container", script);
        return withBubblewrap();
    }

    /** Lets time pass. */
    public World later(Duration time) {
        now = now.plus(time);
        return this;
    }

    public Instant now() {
        return now;
    }

    /** What the program is told: its working directory is the project. */
    public Environment environment() {
        return new Environment(variables, project(), directory.resolve("home"), directory.resolve("host"), () -> now);
    }

    public DebianArchiveServer archive() {
        return archive;
    }

    public PackageIndexServer index() {
        return index;
    }

    /** Everything that a run may write to lies below. */
    public Path directory() {
        return directory;
    }

    public Path project() {
        return directory.resolve("home/project");
    }

    /** The store of the runs to come. */
    public Path store() {
        return Path.of(variables.getOrDefault(
                "TERRARIUM_STORE", directory.resolve("store").toString()));
    }

    /** What the archive was asked since, without the packages themselves: indexes and Release files. */
    public List<String> debianIndexesAsked() {
        return archive.asked().stream()
                .filter(path -> path.startsWith("dists/"))
                .toList();
    }

    @Override
    public void close() {
        archive.close();
        index.close();
        removeLinks();
    }

    /** Unpacked roots hold absolute links, and whoever deletes the directory had better not meet them. */
    private void removeLinks() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
