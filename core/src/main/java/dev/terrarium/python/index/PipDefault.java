package dev.terrarium.python.index;

import dev.terrarium.io.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The index that pip asks when nobody configured one: read from pip's own source, which is never run.
 *
 * <p>Not a constant of ours: this program talks only to hosts that somebody named, and whoever installed pip named this one.
 */
public final class PipDefault {
    private static final String FILE = "_internal/models/index.py";
    private static final int LARGEST = 256 << 10;
    private static final int MOST_ENTRIES = 10_000;

    /** The constant, its class, and the address that it is made with. */
    private static final Pattern CONSTANT =
            Pattern.compile("^[A-Za-z]++ = PackageIndex\\(\\s*+[\"'](https://[^\"'\\s]++)[\"']", Pattern.MULTILINE);

    private PipDefault() {}

    /** What the source of {@code pip/_internal/models/index.py} says; the first constant is the one that pip uses. */
    public static Optional<Source> in(String source, String from) {
        Matcher match = CONSTANT.matcher(source);
        if (!match.find()) {
            return Optional.empty();
        }
        try {
            URI index = URI.create(match.group(1)).resolve("simple/");
            return Optional.of(new Source(Source.Kind.INDEX, index, from));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Looks into a wheel of pip, such as the one in Debian's {@code python3-pip-whl}; the caller closes the stream. */
    public static Optional<Source> inWheel(InputStream wheel, String from) throws IOException {
        var zip = new ZipInputStream(wheel);
        int entries = 0;
        for (ZipEntry entry = zip.getNextEntry(); entry != null && entries < MOST_ENTRIES; entry = zip.getNextEntry()) {
            if (entry.getName().equals("pip/" + FILE)) {
                return in(new String(zip.readNBytes(LARGEST), StandardCharsets.UTF_8), from);
            }
            entries++;
        }
        return Optional.empty();
    }

    /** The host's own pip, wherever such things usually are. */
    public static Optional<Source> onHost(Environment environment) {
        for (Path packages : packageDirectories(environment)) {
            Optional<Source> found = inPackage(packages.resolve("pip"), environment);
            if (found.isPresent()) {
                return found;
            }
        }
        return inWheels(environment);
    }

    private static Optional<Source> inPackage(Path pip, Environment environment) {
        Path file = pip.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in(
                    new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8),
                    "the default of " + shown(pip, environment));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Source> inWheels(Environment environment) {
        return children(environment.hostFile("/usr/share/python-wheels"), "pip-*.whl").stream()
                .flatMap(wheel -> inWheel(wheel, environment).stream())
                .findFirst();
    }

    private static Optional<Source> inWheel(Path wheel, Environment environment) {
        try (InputStream in = Files.newInputStream(wheel)) {
            return inWheel(in, "the default of " + shown(wheel, environment));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String shown(Path path, Environment environment) {
        return "/" + environment.root().relativize(path);
    }

    private static List<Path> packageDirectories(Environment environment) {
        var prefixes = new ArrayList<Path>();
        for (String directory : environment.variable("PATH").orElse("").split(":")) {
            if (directory.startsWith("/") && directory.endsWith("/bin")) {
                prefixes.add(environment.hostFile(directory).resolveSibling("lib"));
            }
        }
        prefixes.add(environment.hostFile("/usr/local/lib"));
        prefixes.add(environment.hostFile("/usr/lib"));
        children(environment.home().resolve(".pyenv/versions"), "*")
                .forEach(version -> prefixes.add(version.resolve("lib")));
        var directories = new ArrayList<Path>();
        for (Path prefix : prefixes) {
            for (Path python : children(prefix, "python3*")) {
                directories.add(python.resolve("site-packages"));
                directories.add(python.resolve("dist-packages"));
            }
        }
        return directories;
    }

    private static List<Path> children(Path directory, String pattern) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory, pattern)) {
            var sorted = new TreeSet<Path>();
            children.forEach(sorted::add);
            return List.copyOf(sorted);
        } catch (IOException e) {
            return List.of();
        }
    }
}
